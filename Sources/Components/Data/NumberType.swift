import Domain

/// How the cells of a column are read; all become doubles.
enum NumberType: Sendable, Equatable {
    case double
    /// Rounded to 32 bits.
    case float
    /// Only whole numbers.
    case integer

    /// Reads one of FATE's type names.
    init(_ reader: ParameterReader, _ name: String) throws(ComponentError) {
        switch try reader.requiredText(name) {
        case "float64", "float": self = .double
        case "float32": self = .float
        case "int", "int64", "long": self = .integer
        default:
            throw reader.refusal(name, "must be float64, float, float32, int, int64 or long")
        }
    }

    /// The number that a cell holds; `nil` when it holds none of this type.
    func number(_ cell: String) -> Double? {
        guard let value = Double(cell), value.isFinite else { return nil }
        switch self {
        case .double: return value
        case .float: return Double(Float(value))
        case .integer: return value == value.rounded() ? value : nil
        }
    }
}
