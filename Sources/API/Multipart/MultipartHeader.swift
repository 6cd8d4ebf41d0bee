/// What a part of a form says of itself.
struct MultipartHeader: Hashable, Sendable {
    /// The name of the form's field.
    let name: String
    /// The name of the file; `nil` for a plain field.
    let fileName: String?

    /// Reads the header lines of a part.
    init(_ bytes: some Collection<UInt8>) throws(MultipartError) {
        let text = String(decoding: bytes, as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-disposition" else { continue }
            let parameters = HeaderParameters(parts[1])
            guard parameters.value.lowercased() == "form-data", let name = parameters["name"] else {
                break
            }
            self.name = name
            fileName = parameters["filename"]
            return
        }
        throw MultipartError("a part of the form has no Content-Disposition with a name")
    }
}

/// A header value with parameters, such as `form-data; name="file"; filename="a;b.csv"`.
struct HeaderParameters {
    /// What stands before the first semicolon.
    let value: String
    private var parameters: [String: String] = [:]

    init(_ text: some StringProtocol) {
        let pieces = Self.pieces(of: text)
        value = pieces.first.map(Self.trimmed) ?? ""
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = Self.trimmed(piece[..<equals]).lowercased()
            let value = Self.trimmed(piece[piece.index(after: equals)...])
            if parameters[name] == nil { parameters[name] = Self.unquoted(value) }
        }
    }

    subscript(name: String) -> String? { parameters[name] }

    /// The text cut at the semicolons outside quotes.
    private static func pieces(of text: some StringProtocol) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && character == "\\" && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The text inside quotes; only a quote and a backslash can be escaped, so that the paths of
    /// Windows browsers survive.
    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if isEscaped, character != "\"", character != "\\" { result.append("\\") }
            result.append(character)
            isEscaped = false
        }
        return result
    }
}
