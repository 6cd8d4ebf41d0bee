public import Domain

/// Reads a CSV file as its bytes arrive, in pieces of any size.
///
/// The same scanner checks an upload while it is received and loads it afterwards. A line is
/// stripped on the right of white space that is not the delimiter and split at the delimiter; a
/// byte order mark is dropped; blank lines may only stand at the end. All ids are kept until the
/// end, as a row must not repeat the id of an earlier one.
public struct CSVScanner {
    /// The longest line, in bytes, that is read unless another limit is given.
    public static let lineBytesMax = 8 << 20

    /// The rows found so far.
    public private(set) var rowCount = 0
    private let format: CSVFormat
    private let lineBytesMax: Int
    private var parser: CSVLineParser
    private var unfinished: [UInt8] = []
    private var lineNumber = 0
    private var blankLine: Int?
    private var columns: (count: Int, line: Int)?
    private var names: [String]?
    private var linesOfIDs: [String: Int] = [:]

    /// Makes a scanner that has seen nothing.
    public init(format: CSVFormat, lineBytesMax: Int = CSVScanner.lineBytesMax) {
        self.format = format
        self.lineBytesMax = lineBytesMax
        parser = CSVLineParser(delimiter: format.delimiter)
    }

    /// Takes the next bytes of the file and gives the rows that they complete.
    /// - Throws: the first thing that is wrong; the scanner is of no use afterwards.
    @discardableResult
    public mutating func feed(_ bytes: [UInt8]) throws(CSVError) -> [CSVRow] {
        var rows: [CSVRow] = []
        var start = 0
        while let end = parser.lineEnd(in: bytes, from: start) {
            unfinished.append(contentsOf: bytes[start..<end])
            try finishLine(to: &rows)
            start = end + 1
        }
        unfinished.append(contentsOf: bytes[start...])
        try refuseLongLine()
        return rows
    }

    /// Says that the file is over; gives the row of a last line without a line end.
    /// - Throws: as `feed`, and `emptyFile` or `headerOnly`.
    @discardableResult
    public mutating func finish() throws(CSVError) -> [CSVRow] {
        var rows: [CSVRow] = []
        if !unfinished.isEmpty { try finishLine(to: &rows) }
        if rowCount > 0 { return rows }
        guard names == nil else {
            throw CSVError(.headerOnly, line: 1, "the file has a header and no rows; add rows")
        }
        throw CSVError(.emptyFile, line: 1, "the file is empty; choose a file with rows")
    }

    /// The schema of the rows; it has column names once the header has been read.
    public var schema: TableSchema {
        let names = names ?? []
        let isAdded = format.ids != .firstField
        return TableSchema(
            kind: .raw, idName: isAdded ? "extend_sid" : names.first ?? "",
            header: isAdded ? names : Array(names.dropFirst()), delimiter: format.delimiter)
    }

    private mutating func finishLine(to rows: inout [CSVRow]) throws(CSVError) {
        lineNumber += 1
        try refuseLongLine(number: lineNumber)
        if lineNumber == 1 { parser.dropByteOrderMark(&unfinished) }
        parser.stripRight(&unfinished)
        defer { unfinished.removeAll(keepingCapacity: true) }
        if unfinished.isEmpty {
            blankLine = blankLine ?? lineNumber
            return
        }
        if let blankLine {
            throw CSVError(.blankLine, line: blankLine, "the line is blank; remove it")
        }
        guard String(validating: unfinished, as: UTF8.self) != nil else {
            throw CSVError(.notUTF8, line: lineNumber, "the line is not UTF-8; convert the file")
        }
        try checkColumns()
        if lineNumber == 1, format.hasHeader {
            names = try parser.columnNames(unfinished)
        } else {
            rows.append(try nextRow())
        }
    }

    private mutating func checkColumns() throws(CSVError) {
        let count = parser.fieldCount(unfinished)
        guard let columns else {
            self.columns = (count, lineNumber)
            return
        }
        guard count == columns.count || format.allowsRaggedRows else {
            throw CSVError(
                .raggedRow, line: lineNumber,
                "the row has \(count) columns, line \(columns.line) has \(columns.count); "
                    + "give every row the same columns, or set id_delimiter")
        }
    }

    private mutating func nextRow() throws(CSVError) -> CSVRow {
        defer { rowCount += 1 }
        switch format.ids {
        case .added(let run): return CSVRow(key: Array("\(run)\(rowCount)".utf8), value: unfinished)
        case .rowNumber: return CSVRow(key: Array("\(rowCount)".utf8), value: unfinished)
        case .firstField:
            let row = parser.splitID(unfinished)
            try checkID(row.key)
            return row
        }
    }

    private mutating func checkID(_ key: [UInt8]) throws(CSVError) {
        guard !key.isEmpty else {
            throw CSVError(.emptyID, line: lineNumber, "the id is empty; give each row an id")
        }
        guard key.count <= TableWriter.keyBytesMax else {
            throw CSVError(
                .longID, line: lineNumber,
                "the id has \(key.count) bytes; an id has at most \(TableWriter.keyBytesMax)")
        }
        let id = String(decoding: key, as: UTF8.self)
        if let earlier = linesOfIDs.updateValue(lineNumber, forKey: id) {
            throw CSVError(
                .duplicateID, line: lineNumber,
                "the id \(id) is also in line \(earlier); remove one, or upload with extend_sid")
        }
    }

    private func refuseLongLine(number: Int? = nil) throws(CSVError) {
        guard unfinished.count > lineBytesMax else { return }
        throw CSVError(
            .longLine, line: number ?? lineNumber + 1,
            "the line is longer than \(lineBytesMax) bytes; is this a text file of lines?")
    }
}
