extension JSONParser {
    /// A string, from its opening to its closing quote.
    mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        try skipPlainBytes()
        if take(UInt8(ascii: "\"")) {
            return try text(bytes[start..<position - 1], at: start)
        }
        var unescaped = Array(bytes[start..<position])
        while take(UInt8(ascii: "\\")) {
            try appendEscape(to: &unescaped)
            let plainStart = position
            try skipPlainBytes()
            unescaped.append(contentsOf: bytes[plainStart..<position])
        }
        position += 1  // The closing quote: `skipPlainBytes` stops nowhere else.
        return try text(unescaped[...], at: start)
    }

    /// Moves to the next quote or backslash.
    private mutating func skipPlainBytes() throws(JSONSyntaxError) {
        while let byte = peek {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            guard byte >= 0x20 else { throw error(.controlCharacter) }
            position += 1
        }
        throw error(.unexpectedEnd)
    }

    private func text(
        _ utf8: some Collection<UInt8>, at start: Int
    ) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw JSONSyntaxError(.invalidUTF8, at: start, of: bytes)
        }
        return text
    }

    /// The escape after a backslash.
    private mutating func appendEscape(to unescaped: inout [UInt8]) throws(JSONSyntaxError) {
        guard let byte = peek else { throw error(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            unescaped.append(contentsOf: String(try unicodeEscape()).utf8)
            return
        default: throw error(.badEscape)
        }
        position += 1
    }

    /// The scalar of `XXXX`, or of `XXXX\uXXXX` for a surrogate pair.
    private mutating func unicodeEscape() throws(JSONSyntaxError) -> Character {
        let start = position
        var units = [try hexUnit()]
        if UTF16.isLeadSurrogate(units[0]), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            units.append(try hexUnit())
        }
        guard let text = String(validating: units, as: UTF16.self), let character = text.first
        else { throw JSONSyntaxError(.loneSurrogate, at: start, of: bytes) }
        return character
    }

    private mutating func hexUnit() throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw error(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error(.badEscape)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
