import Domain
import Testing

/// Reading expected values: whatever is missing fails the test.
extension JSONValue {
    func member(_ path: String...) throws -> JSONValue {
        try path.reduce(self) { value, key in try #require(value.object?[key], "no \(key)") }
    }

    func members() throws -> JSONObject { try #require(object) }
    func items() throws -> [JSONValue] { try #require(array) }
    func word() throws -> String { try #require(string) }
    func count() throws -> Int { try #require(integer) }
    func words() throws -> [String] { try items().map { try $0.word() } }

    func component() throws -> ComponentName { try #require(ComponentName(try word())) }

    /// The same value with sorted keys: expected objects are compared without regard to order.
    var sorted: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members): .object(members.sorted)
        case .null, .bool, .integer, .number, .string: self
        }
    }
}

extension JSONObject {
    var sorted: JSONObject {
        JSONObject(keys.sorted().map { ($0, (self[$0] ?? .null).sorted) })
    }
}
