import Domain

/// Something that a job lacks, or waits for, as lines: what, since when, held by whom, what would help.
enum ReasonDrawing {
    /// - Parameter ink: of the code, which says how bad it is.
    static func lines(
        _ reason: JSONValue, indent: String, ink: Ink = .yellow
    ) -> [InkedLine] {
        var first = InkedLine(indent + text(reason, "code"), ink)
        let component = text(reason, "component")
        first.append("  " + (component.isEmpty ? "" : component + ": ") + text(reason, "text"))
        if let since = reason.object?["since"]?.integer {
            first.append("  since \(UnixTime.text(milliseconds: Int64(since)))", .dim)
        }
        var lines = [first]
        let holders = (reason.object?["held_by"]?.array ?? []).map { holder($0, reason) }
        if !holders.isEmpty {
            lines.append(InkedLine(indent + "  held by  " + holders.joined(separator: ", ")))
        }
        if let due = reason.object?["due_time"]?.integer {
            lines.append(
                InkedLine(indent + "  due  " + UnixTime.text(milliseconds: Int64(due))))
        }
        let change = text(reason, "change")
        if !change.isEmpty { lines.append(InkedLine(indent + "  would help  " + change)) }
        return lines
    }

    /// A job and what it holds where that is known, or a component and how it is.
    private static func holder(_ holder: JSONValue, _ reason: JSONValue) -> String {
        guard holder.object?["job_id"] != nil else {
            return "\(text(holder, "component")) (\(text(holder, "status")))"
        }
        let name = text(holder, "job_id")
        return holder.object?["cores"] == nil ? name : "\(name) (\(held(holder, reason)))"
    }

    /// What a job holds of that which a reason speaks of.
    private static func held(_ holder: JSONValue, _ reason: JSONValue) -> String {
        text(reason, "unit") == ResourceKind.memory.unit
            ? ResourceKind.memory.text(holder.object?["memory"]?.integer ?? 0)
            : "\(text(holder, "cores")) cores"
    }

    /// A member as a person reads it.
    static func text(_ value: JSONValue, _ key: String) -> String {
        value.object?[key]?.plainText ?? ""
    }
}
