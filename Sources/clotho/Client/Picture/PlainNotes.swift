/// What somebody keeps with a job, made fit for a terminal: what could move its cursor or change its
/// colours is no part of it.
struct PlainNotes: Equatable {
    /// The lines that hold something.
    let lines: [String]

    init(_ text: String) {
        lines = text.split(whereSeparator: \.isNewline)
            .map { String(String.UnicodeScalarView($0.unicodeScalars.filter(Self.isShown))) }
            .filter { $0.contains { !$0.isWhitespace } }
    }

    /// All of it in one line, cut where a table would become too wide.
    var line: String {
        let text = lines.joined(separator: " ")
        return text.count <= Self.columnsMax ? text : text.prefix(Self.columnsMax - 1) + "…"
    }

    private static let columnsMax = 40

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
