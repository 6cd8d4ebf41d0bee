public import Domain

/// Reads a component's parameters; what is missing or of another type is refused with its name.
public struct ParameterReader: Sendable {
    private let object: JSONObject
    private let prefix: String

    /// Reads these parameters; `prefix` comes before the names in messages.
    public init(_ object: JSONObject, prefix: String = "") {
        self.object = object
        self.prefix = prefix
    }

    /// The value as written; `nil` when it is missing or null.
    public func value(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return .none }
        return value
    }

    /// A boolean; 0 and 1 count, as in FATE.
    public func bool(_ name: String) throws(ComponentError) -> Bool {
        switch object[name] {
        case .bool(let value): return value
        case .integer(0): return false
        case .integer(1): return true
        default: throw refusal(name, "must be true or false")
        }
    }

    /// A whole number within `range`.
    public func integer(
        _ name: String, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(ComponentError) -> Int {
        guard let number = object[name]?.integer else {
            throw refusal(name, "must be a whole number")
        }
        guard range.contains(number) else {
            throw refusal(name, "must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A text; `nil` when it is missing, null or empty.
    public func text(_ name: String) throws(ComponentError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw refusal(name, "must be a text") }
        return text.isEmpty ? nil : text
    }

    /// A text that is not empty.
    public func requiredText(_ name: String) throws(ComponentError) -> String {
        guard let text = try text(name) else { throw refusal(name, "must be given") }
        return text
    }

    /// One of a few texts.
    public func text(_ name: String, of choices: [String]) throws(ComponentError) -> String {
        guard let text = try text(name), choices.contains(text) else {
            throw refusal(name, "must be \(choices.joined(separator: " or "))")
        }
        return text
    }

    /// The items of a list, or the one value that stands for a list; none when missing or null.
    public func list(_ name: String) -> [JSONValue] {
        guard let value = value(name) else { return [] }
        return value.array ?? [value]
    }

    /// The members of a nested parameter object.
    public func nested(_ name: String) -> ParameterReader {
        ParameterReader(object[name]?.object ?? [:], prefix: "\(prefix)\(name).")
    }

    /// Refuses a parameter that is switched on but not supported.
    public func refuse(_ name: String, because reason: String) throws(ComponentError) {
        if try bool(name) { throw refusal(name, "is not supported: \(reason)") }
    }

    /// The error for a parameter: its name, what it was and what is wrong.
    public func refusal(_ name: String, _ problem: String) -> ComponentError {
        let was = object[name].map { " \(ParameterReader.describe($0))" } ?? ""
        return ComponentError("Parameter \(prefix)\(name)\(was) \(problem)")
    }

    private static func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .array, .object: "(a list or object)"
        }
    }
}
