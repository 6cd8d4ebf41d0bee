/// Reads JSON from UTF-8 bytes, by recursive descent.
///
/// Every request passes here, so it works on bytes and an index, and copies only strings. The
/// buffer must outlive the parser; `JSONValue.init(parsing:)` sees to that.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The whole text: one value and nothing after it.
    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        let value = try value()
        skipWhitespace()
        guard position == bytes.count else { throw error(.trailingText) }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        skipWhitespace()
        switch peek {
        case UInt8(ascii: "{"):
            return try nested { (parser) throws(JSONSyntaxError) in .object(try parser.object()) }
        case UInt8(ascii: "["):
            return try nested { (parser) throws(JSONSyntaxError) in .array(try parser.array()) }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw error(.valueExpected)
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONObject {
        var members = JSONObject()
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipWhitespace()
            guard peek == UInt8(ascii: "\"") else { throw error(.keyExpected) }
            let key = try string()
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { throw error(.colonExpected) }
            members[key] = try value()
            skipWhitespace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error(.commaOrBraceExpected) }
        return members
    }

    private mutating func array() throws(JSONSyntaxError) -> [JSONValue] {
        var items: [JSONValue] = []
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return items }
        repeat {
            items.append(try value())
            skipWhitespace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error(.commaOrBracketExpected) }
        return items
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONSyntaxError) -> JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        guard depth < JSONValue.depthMax else { throw error(.tooDeep) }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    private mutating func literal(
        _ text: StaticString, _ value: JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        for offset in 0..<text.utf8CodeUnitCount where !take(text.utf8Start[offset]) {
            throw error(.valueExpected)
        }
        return value
    }
}

extension JSONParser {
    /// The next byte; `nil` at the end.
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Steps over the next byte if it is this one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    /// The error at the next byte, or at the end of the text when there is none.
    func error(_ reason: JSONSyntaxError.Reason) -> JSONSyntaxError {
        JSONSyntaxError(
            position < bytes.count ? reason : .unexpectedEnd, at: position, of: bytes)
    }

    private mutating func skipWhitespace() {
        while let byte = peek, byte <= 0x20 {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}
