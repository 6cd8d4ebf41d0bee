import Domain

extension JSONValue {
    /// The value as a person writes it: text without quotes, nothing for `null`, else JSON.
    var plainText: String {
        switch self {
        case .string(let text): text
        case .null: ""
        case .bool, .integer, .number, .array, .object: text()
        }
    }
}
