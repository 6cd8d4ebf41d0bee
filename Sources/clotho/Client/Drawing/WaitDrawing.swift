import Domain

/// The answer of `job/why` as lines.
struct WaitDrawing {
    private let answer: JSONObject

    init(_ answer: JSONValue) { self.answer = answer.object ?? [:] }

    var lines: [InkedLine] {
        [header] + reasons.flatMap { ReasonDrawing.lines($0, indent: "  ") }
            + tasks.flatMap { lines(of: ReasonDrawing.text($0, "component")) ?? [] }
    }

    /// What is known of one component's waiting; `nil` when it does not wait.
    func task(_ component: String) -> JSONValue? {
        tasks.first { ReasonDrawing.text($0, "component") == component }
    }

    func lines(of component: String) -> [InkedLine]? {
        guard let reasons = task(component)?.object?["reasons"]?.array else { return nil }
        return [InkedLine(component, .bold)]
            + reasons.flatMap { ReasonDrawing.lines($0, indent: "  ") }
    }

    private var header: InkedLine {
        var line = InkedLine("job \(ReasonDrawing.text(.object(answer), "job_id"))  ", .bold)
        line.append(ReasonDrawing.text(.object(answer), "status"))
        if let queue = answer["queue"]?.object, let place = queue["place"]?.integer {
            line.append(
                ", \(place) of \(queue["of"]?.integer ?? 0) in the queue "
                    + "(\(queue["policy"]?.string ?? ""))", .dim)
        } else if reasons.isEmpty, tasks.isEmpty {
            line.append(", waits for nothing", .dim)
        }
        return line
    }

    private var reasons: [JSONValue] { answer["reasons"]?.array ?? [] }
    private var tasks: [JSONValue] { answer["tasks"]?.array ?? [] }
}
