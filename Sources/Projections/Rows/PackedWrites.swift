/// Statements and what they are run with, in order.
///
/// They are made without a database, so that another core can make them while the ones before are
/// run.
struct PackedWrites: Sendable {
    private struct Write: Sendable {
        /// The place of its text among all.
        let statement: Int
        /// The places of its values among all.
        let values: Range<Int>
    }

    /// The statements' texts, each once.
    private var texts: [String] = []
    /// The places of the texts, by what is found soonest: the text, or the name of a table.
    private var places: [String: Int] = [:]
    private var writes: [Write] = []
    private var cells = PackedCells()

    /// Inserts or replaces a row, given as all columns of the table in order.
    mutating func put(_ row: [Cell], into table: ViewTable) {
        add(table.name, table.insertion) { $0.append(row) }
    }

    /// Inserts or replaces a row with these values and `NULL` in all other columns.
    mutating func put(
        _ row: KeyValuePairs<String, Cell>, into table: ViewTable, from origin: Cell
    ) {
        add(table.name, table.insertion) { $0.append(row, of: table, from: origin) }
    }

    /// Runs a statement.
    mutating func run(_ sql: String, _ arguments: [Cell]) {
        add(sql, sql) { $0.append(arguments) }
    }

    private mutating func add(
        _ key: String, _ text: String, _ append: (inout PackedCells) -> Void
    ) {
        let start = cells.count
        append(&cells)
        let statement = place(of: key, text)
        writes.append(Write(statement: statement, values: start..<cells.count))
    }

    private mutating func place(of key: String, _ text: String) -> Int {
        if let place = places[key] { return place }
        texts.append(text)
        places[key] = texts.count - 1
        return texts.count - 1
    }

    /// Runs everything.
    func run(_ statements: RowStatements) throws {
        let prepared = try texts.map(statements.statement)
        try cells.lend { values, bytes in
            for write in writes {
                try prepared[write.statement].run(
                    UnsafeBufferPointer(rebasing: values[write.values]), bytes)
            }
        }
    }
}
