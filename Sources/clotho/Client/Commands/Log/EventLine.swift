import Domain

/// One event of the log as one line: position, time, type, stream and who asked.
struct EventLine {
    private let members: JSONObject
    /// How far the type is moved to the right.
    private let depth: Int

    init(_ event: JSONValue, depth: Int = 0) {
        members = event.object ?? [:]
        self.depth = depth
    }

    var line: InkedLine {
        let position = text("position")
        var line = InkedLine(String(repeating: " ", count: max(0, 7 - position.count)))
        line.append(position, .bold)
        line.append("  \(time)  ", .dim)
        let type = String(repeating: "  ", count: depth) + text("type")
        line.append(type)
        line.append(String(repeating: " ", count: max(0, 26 - type.count)))
        line.append("  \(text("stream"))  ")
        line.append(text("actor"), .dim)
        return line
    }

    private var time: String {
        members["recorded_at"]?.integer.map { UnixTime.text(milliseconds: Int64($0)) } ?? ""
    }

    private func text(_ name: String) -> String { members[name]?.plainText ?? "" }
}
