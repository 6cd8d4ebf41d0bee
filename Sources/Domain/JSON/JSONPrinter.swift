/// Writes JSON as UTF-8 bytes.
struct JSONPrinter {
    private(set) var bytes: [UInt8] = []
    private let sortedKeys: Bool
    private let indent: Int?

    init(sortedKeys: Bool, indent: Int?) {
        self.sortedKeys = sortedKeys
        self.indent = indent
    }

    /// Appends a value, nested `depth` levels deep.
    mutating func append(_ value: JSONValue, depth: Int = 0) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .number(let value): append(value.isFinite ? value.description : "null")
        case .string(let text): append(quoted: text)
        case .array(let items): append(items, depth)
        case .object(let members): append(members, depth)
        }
    }

    private mutating func append(_ items: [JSONValue], _ depth: Int) {
        bytes.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            separate(index, depth + 1)
            append(item, depth: depth + 1)
        }
        if !items.isEmpty { breakLine(depth) }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ members: JSONObject, _ depth: Int) {
        bytes.append(UInt8(ascii: "{"))
        for (index, key) in ordered(members.keys).enumerated() {
            separate(index, depth + 1)
            append(quoted: key)
            bytes.append(UInt8(ascii: ":"))
            if indent != nil { bytes.append(UInt8(ascii: " ")) }
            append(members[key] ?? .null, depth: depth + 1)
        }
        if !members.isEmpty { breakLine(depth) }
        bytes.append(UInt8(ascii: "}"))
    }

    private func ordered(_ keys: [String]) -> [String] {
        sortedKeys ? keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } : keys
    }

    private mutating func separate(_ index: Int, _ depth: Int) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        breakLine(depth)
    }

    private mutating func breakLine(_ depth: Int) {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

extension JSONPrinter {
    /// Appends a string in quotes; only `"`, `\` and control characters are escaped.
    private mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: Self.needsEscape) {
            for byte in text.utf8 { append(escaping: byte) }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escaping byte: UInt8) {
        guard Self.needsEscape(byte) else { return bytes.append(byte) }
        switch byte {
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        case 0..<0x10: append("\\u000" + String(byte, radix: 16))
        case 0x10..<0x20: append("\\u00" + String(byte, radix: 16))
        default: bytes += [UInt8(ascii: "\\"), byte]
        }
    }
}
