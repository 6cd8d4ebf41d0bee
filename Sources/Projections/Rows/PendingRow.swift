/// A row that a transaction has read or made, and may still change.
final class PendingRow {
    let table: ViewTable
    private(set) var cells: [Cell]
    /// Whether the database does not have the row like this.
    var isChanged: Bool

    init(_ table: ViewTable, _ cells: [Cell], isChanged: Bool) {
        self.table = table
        self.cells = cells
        self.isChanged = isChanged
    }

    /// The cell of a column.
    subscript(_ column: String) -> Cell {
        get { cells[table.place(of: column)] }
        set {
            cells[table.place(of: column)] = newValue
            isChanged = true
        }
    }

    /// Takes the values of a whole row.
    func replace(_ cells: [Cell]) {
        self.cells = cells
        isChanged = true
    }
}
