import Domain

/// One event of the log as one line: position, time, type, stream and who asked.
struct EventLine {
    private let members: JSONObject
    /// How far the type is moved to the right.
    private let depth: Int
    /// How wide the column of the types is.
    private let typeWidth: Int

    init(_ event: JSONValue, depth: Int = 0, typeWidth: Int = 26) {
        members = event.object ?? [:]
        self.depth = depth
        self.typeWidth = typeWidth
    }

    /// Lines of events at depths, with their columns below each other.
    static func lines(_ events: [(event: JSONValue, depth: Int)]) -> [InkedLine] {
        let widths = events.map { event, depth in
            2 * depth + (event.object?["type"]?.string?.count ?? 0)
        }
        return events.map {
            EventLine($0.event, depth: $0.depth, typeWidth: widths.max() ?? 0).line
        }
    }

    var line: InkedLine {
        let position = text("position")
        var line = InkedLine(String(repeating: " ", count: max(0, 7 - position.count)))
        line.append(position, .bold)
        line.append("  \(time)  ", .dim)
        let type = String(repeating: "  ", count: depth) + text("type")
        line.append(type)
        line.append(String(repeating: " ", count: max(0, typeWidth - type.count)))
        line.append("  \(text("stream"))  ")
        line.append(text("actor"), .dim)
        if members["has_payload"] == false { line.append("  (no payload)", .dim) }
        return line
    }

    private var time: String {
        members["recorded_at"]?.integer.map { UnixTime.text(milliseconds: Int64($0)) } ?? ""
    }

    private func text(_ name: String) -> String { members[name]?.plainText ?? "" }
}
