/// One line of text, parts of it in another ink.
///
/// Every character counts as one column: names in FATE are ASCII, and the marks and box characters
/// that the drawings use are one column wide.
struct InkedLine: Equatable {
    struct Span: Equatable {
        var text: String
        let ink: Ink
    }

    private(set) var spans: [Span] = []

    init(_ text: String = "", _ ink: Ink = .plain) { append(text, ink) }

    mutating func append(_ text: String, _ ink: Ink = .plain) {
        guard !text.isEmpty else { return }
        if let last = spans.indices.last, spans[last].ink == ink {
            spans[last].text += text
        } else {
            spans.append(Span(text: text, ink: ink))
        }
    }

    mutating func append(_ line: InkedLine) {
        for span in line.spans { append(span.text, span.ink) }
    }

    /// How many columns it takes.
    var width: Int { spans.reduce(0) { $0 + $1.text.count } }

    /// The text without inks.
    var plainText: String { spans.map(\.text).joined() }

    /// The text for a terminal; in colours only if asked for.
    func text(inColour: Bool) -> String {
        guard inColour else { return plainText }
        return spans.map { span in
            span.ink == .plain
                ? span.text : "\u{1B}[\(span.ink.rawValue)m\(span.text)\u{1B}[0m"
        }.joined()
    }
}

extension InkedLine {
    /// The line cut to a width; `…` shows where something is missing.
    func clipped(to widthMax: Int) -> InkedLine {
        guard width > widthMax else { return self }
        var clipped = InkedLine()
        var room = widthMax - 1
        for span in spans where room > 0 {
            clipped.append(String(span.text.prefix(room)), span.ink)
            room -= span.text.count
        }
        if widthMax > 0 { clipped.append("…", .dim) }
        return clipped
    }

    /// The line filled with spaces, or cut, to exactly a width.
    func fitted(to width: Int) -> InkedLine {
        var line = clipped(to: width)
        line.append(String(repeating: " ", count: max(0, width - line.width)))
        return line
    }

    /// Two pieces at the two ends of exactly a width; the left one is cut first.
    static func ends(_ left: InkedLine, _ right: InkedLine, width: Int) -> InkedLine {
        guard right.width + 1 < width else { return left.fitted(to: width) }
        var line = left.fitted(to: width - right.width)
        line.append(right)
        return line
    }
}
