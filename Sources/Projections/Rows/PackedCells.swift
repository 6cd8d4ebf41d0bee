/// Cells one behind another, with the bytes of all their texts in one place: a statement is given
/// them as they lie there, without a copy and without an object for each text.
struct PackedCells: Sendable {
    /// One cell; of a text, where it lies among the bytes.
    enum Value: Sendable {
        case null
        case integer(Int64)
        case text(start: Int, count: Int)
    }

    private var values: [Value] = []
    /// The first one gives an address to a text that is empty.
    private var bytes: [UInt8] = [0]

    init(_ cells: [Cell] = []) { append(cells) }

    /// How many cells there are.
    var count: Int { values.count }

    /// Appends cells in their order.
    mutating func append(_ cells: [Cell]) {
        for cell in cells { values.append(pack(cell)) }
    }

    /// Appends a row with these values and `NULL` in all other columns.
    ///
    /// - Parameter origin: The site that the row comes from, for a table that shows imports.
    mutating func append(
        _ row: KeyValuePairs<String, Cell>, of table: ViewTable, from origin: Cell
    ) {
        let start = values.count
        values.append(contentsOf: repeatElement(.null, count: table.columns.count))
        table.eachPlace(of: row) { place, cell in
            let value = pack(cell)
            values[start + place] = value
        }
        guard table.showsImports else { return }
        let value = pack(origin)
        values[values.count - 1] = value
    }

    private mutating func pack(_ cell: Cell) -> Value {
        switch cell {
        case .null: return .null
        case .integer(let number): return .integer(number)
        case .text(var text):
            let start = bytes.count
            text.withUTF8 { bytes.append(contentsOf: $0) }
            return .text(start: start, count: bytes.count - start)
        }
    }

    /// Lends the values, and the bytes that their texts lie among.
    func lend<Answer>(
        _ body: (UnsafeBufferPointer<Value>, UnsafePointer<UInt8>) throws -> Answer
    ) rethrows -> Answer {
        try values.withUnsafeBufferPointer { values in
            try bytes.withUnsafeBufferPointer { bytes in
                guard let start = bytes.baseAddress else {
                    preconditionFailure("There is always a first byte")
                }
                return try body(values, start)
            }
        }
    }
}
