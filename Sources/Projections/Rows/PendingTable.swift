/// The rows of one table that a transaction has met.
///
/// They are read from the database in groups of rows whose keys begin alike, each group once.
struct PendingTable {
    private let table: ViewTable
    /// How many columns of the key make a group.
    private let groupLength: Int
    private let selection: String
    private var groups: [[Cell]: [PendingRow]] = [:]
    /// In the order in which the transaction met them.
    private var met: [PendingRow] = []

    init(_ table: ViewTable, groupedBy groupLength: Int) {
        self.table = table
        self.groupLength = groupLength
        selection = table.selection(byKeyColumns: groupLength)
    }

    /// The row of a whole key; `nil` if there is none.
    mutating func row(_ key: [Cell], _ statements: RowStatements) throws -> PendingRow? {
        let rest = zip(table.keyPlaces, key).dropFirst(groupLength)
        return try rows(Array(key.prefix(groupLength)), statements).first { row in
            rest.allSatisfy { row.cells[$0] == $1 }
        }
    }

    /// The rows of a group.
    mutating func rows(_ group: [Cell], _ statements: RowStatements) throws -> [PendingRow] {
        if let rows = groups[group] { return rows }
        let rows = try statements.query(selection, group).map {
            PendingRow(table, $0, isChanged: false)
        }
        groups[group] = rows
        met += rows
        return rows
    }

    /// Inserts or replaces a row.
    mutating func put(_ cells: [Cell], _ statements: RowStatements) throws {
        let key = table.keyPlaces.map { cells[$0] }
        if let row = try row(key, statements) { return row.replace(cells) }
        let row = PendingRow(table, cells, isChanged: true)
        groups[Array(key.prefix(groupLength)), default: []].append(row)
        met.append(row)
    }

    /// Writes what has changed.
    func flush(_ statements: RowStatements) throws {
        var writes = PackedWrites()
        for row in met where row.isChanged {
            writes.put(row.cells, into: table)
            row.isChanged = false
        }
        try writes.run(statements)
    }
}
