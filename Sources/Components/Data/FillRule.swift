import Domain

/// Which cells of a table are replaced, and by what (FATE 1.11 `feature/imputer.py`).
struct FillRule: Sendable {
    enum Method: Sendable, Equatable {
        case minimum, maximum, mean
        /// One value for all columns, or one per column.
        case designated([Double])
    }

    /// What FATE takes for missing unless the parameters name other marks; case does not count.
    static let usualMarks: Set<String> = ["", "none", "null", "na", "nan", "np.nan"]

    let method: Method
    private let marks: Set<String>
    private let numbers: Set<Double>

    /// Reads a rule from the parameters of these names.
    init(
        _ reader: ParameterReader, method: String, marks: String, value: String
    ) throws(ComponentError) {
        let designated = reader.list(value).compactMap(\.double)
        guard designated.count == max(1, reader.list(value).count) else {
            throw reader.refusal(value, "must be a number or a list of numbers")
        }
        switch try reader.text(method) ?? "designated" {
        case "min": self.method = .minimum
        case "max": self.method = .maximum
        case "mean": self.method = .mean
        case "designated": self.method = .designated(designated)
        default: throw reader.refusal(method, "must be min, max, mean or designated")
        }
        let given = reader.list(marks)
        let texts = given.compactMap(\.string)
        self.marks = given.isEmpty ? Self.usualMarks : Set(texts.map { $0.lowercased() })
        numbers = Set(given.compactMap(\.double) + texts.compactMap(Double.init))
    }

    /// Whether a cell, without white space around it, is to be replaced.
    func matches(_ cell: String) -> Bool {
        if marks.contains(cell.lowercased()) { return true }
        guard !numbers.isEmpty, let number = Double(cell) else { return false }
        return numbers.contains(number)
    }

    /// What replaces the cells of each column, learnt from its other cells.
    func values(learntFrom columns: [ColumnStatistics]) throws(ComponentError) -> [Double] {
        switch method {
        case .minimum: columns.map(\.minimum)
        case .maximum: columns.map(\.maximum)
        case .mean: columns.map(\.mean)
        case .designated(let values) where values.count == 1:
            [Double](repeating: values[0], count: columns.count)
        case .designated(let values) where values.count == columns.count: values
        case .designated(let values):
            throw ComponentError(
                "There are \(values.count) fill values for \(columns.count) columns; "
                    + "give one, or one per column")
        }
    }
}

/// What the cells of a column that hold a number say together; 0 when there are none.
struct ColumnStatistics: Sendable {
    private var count = 0
    private var sum = 0.0
    private(set) var minimum = 0.0
    private(set) var maximum = 0.0

    var mean: Double { count == 0 ? 0 : sum / Double(count) }

    mutating func add(_ value: Double) {
        minimum = count == 0 ? value : min(minimum, value)
        maximum = count == 0 ? value : max(maximum, value)
        sum += value
        count += 1
    }
}
