import Domain

/// The answer of `job/why` as lines.
struct WaitDrawing {
    private let answer: JSONObject

    init(_ answer: JSONValue) { self.answer = answer.object ?? [:] }

    var lines: [InkedLine] {
        [header] + reasons.flatMap { Self.lines($0, indent: "  ") }
            + tasks.flatMap { lines(of: Self.text($0, "component")) ?? [] }
    }

    /// What is known of one component's waiting; `nil` when it does not wait.
    func task(_ component: String) -> JSONValue? {
        tasks.first { Self.text($0, "component") == component }
    }

    func lines(of component: String) -> [InkedLine]? {
        guard let reasons = task(component)?.object?["reasons"]?.array else { return nil }
        return [InkedLine(component, .bold)] + reasons.flatMap { Self.lines($0, indent: "  ") }
    }

    private var header: InkedLine {
        var line = InkedLine("job \(Self.text(.object(answer), "job_id"))  ", .bold)
        line.append(Self.text(.object(answer), "status"))
        if let queue = answer["queue"]?.object, let place = queue["place"]?.integer {
            line.append(
                ", \(place) of \(queue["of"]?.integer ?? 0) in the queue "
                    + "(\(queue["policy"]?.string ?? ""))", .dim)
        } else if reasons.isEmpty, tasks.isEmpty {
            line.append(", waits for nothing", .dim)
        }
        return line
    }

    private static func lines(_ reason: JSONValue, indent: String) -> [InkedLine] {
        var first = InkedLine(indent + text(reason, "code"), .yellow)
        first.append("  " + text(reason, "text"))
        if let since = reason.object?["since"]?.integer {
            first.append("  since \(UnixTime.text(milliseconds: Int64(since)))", .dim)
        }
        let holders = (reason.object?["held_by"]?.array ?? []).map {
            "\(text($0, "job_id")) (\(held($0, reason)))"
        }
        var rest: [InkedLine] = []
        if !holders.isEmpty {
            rest.append(InkedLine(indent + "  held by  " + holders.joined(separator: ", ")))
        }
        rest.append(InkedLine(indent + "  would help  " + text(reason, "change")))
        return [first] + rest
    }

    /// What a job holds of that which a reason speaks of.
    private static func held(_ holder: JSONValue, _ reason: JSONValue) -> String {
        text(reason, "unit") == "bytes"
            ? "\(MemorySize.text(holder.object?["memory"]?.integer ?? 0)) of memory"
            : "\(text(holder, "cores")) cores"
    }

    private var reasons: [JSONValue] { answer["reasons"]?.array ?? [] }
    private var tasks: [JSONValue] { answer["tasks"]?.array ?? [] }

    private static func text(_ value: JSONValue, _ key: String) -> String {
        value.object?[key]?.plainText ?? ""
    }
}
