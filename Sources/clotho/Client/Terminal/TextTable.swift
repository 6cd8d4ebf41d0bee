import Domain

/// Rows of text in columns as wide as their longest cell.
struct TextTable {
    enum Alignment { case left, right }

    private let header: [String]
    private let alignments: [Alignment]
    private(set) var rows: [[String]] = []

    /// A table with these columns; a title that starts with `>` aligns its column to the right.
    init(_ titles: [String]) {
        header = titles.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
        alignments = titles.map { $0.hasPrefix(">") ? .right : .left }
    }

    mutating func append(_ row: [String]) {
        precondition(row.count == header.count, "A row has a cell for every column")
        rows.append(row)
    }

    /// The header and the rows, two spaces between columns.
    func lines(withHeader: Bool = true) -> [InkedLine] {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        let head = withHeader ? [InkedLine(line(header, widths), .bold)] : []
        return head + rows.map { InkedLine(line($0, widths)) }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let filler = String(repeating: " ", count: widths[column] - cells[column].count)
            return alignments[column] == .left ? cells[column] + filler : filler + cells[column]
        }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

extension TextTable {
    /// The members of an object, one a row.
    init(members object: JSONValue) {
        self.init(["", ""])
        for (name, value) in object.object ?? [:] { append([name, value.plainText]) }
    }
}
