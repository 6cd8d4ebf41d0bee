/// Numbers in rows and columns, row after row in one array.
public struct Matrix: Sendable, Equatable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns; all rows have the same.
    public let columns: Int
    /// `rows` × `columns` numbers, row-major.
    public var values: [Double]

    /// Makes a matrix; `values` holds exactly `rows` × `columns` numbers, row-major.
    public init(rows: Int, columns: Int, values: [Double]) {
        precondition(values.count == rows * columns, "A matrix has rows × columns values")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// The number in a row and a column, both counted from 0.
    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// The numbers of one row.
    public func row(_ row: Int) -> ArraySlice<Double> {
        values[row * columns..<(row + 1) * columns]
    }
}
