import Domain

/// The answer of `job/check` as lines: whether the job can run, and party by party what it lacks.
struct CheckDrawing {
    private let answer: JSONObject

    init(_ answer: JSONValue) { self.answer = answer.object ?? [:] }

    /// Whether the job can run, perhaps after a while in the queue.
    var canRun: Bool { answer["can_run"]?.bool == true }

    /// Whether there is anything to say about it.
    var hasFindings: Bool { !findings.isEmpty }

    var lines: [InkedLine] {
        [headline] + lines(of: nil, title: nil)
            + parties.flatMap { party in
                lines(of: ReasonDrawing.text(party, "party"), title: Self.title(party))
            }
    }

    /// The findings alone, each with its party.
    var findingLines: [InkedLine] {
        findings.flatMap { finding -> [InkedLine] in
            let party = ReasonDrawing.text(finding, "party")
            return (party.isEmpty ? [] : [InkedLine(party, .bold)]) + Self.lines(finding)
        }
    }

    private var headline: InkedLine {
        let count = findings.count { Self.severity($0) == .missing }
        guard count == 0, canRun else {
            return InkedLine(
                "the job cannot run: \(count) \(count == 1 ? "thing is" : "things are") missing",
                .red)
        }
        guard findings.contains(where: { Self.severity($0) == .waits }) else {
            let rest = hasFindings ? "can run, as far as could be looked" : "can run, and start now"
            return InkedLine("the job \(rest)", .green)
        }
        return InkedLine("the job can run, but would wait in the queue", .yellow)
    }

    /// A party's name, its cores and its findings.
    private func lines(of party: String?, title: InkedLine?) -> [InkedLine] {
        let own = findings.filter { $0.object?["party"]?.string == party }
        return (title.map { [$0] } ?? []) + own.flatMap(Self.lines)
    }

    private static func title(_ party: JSONValue) -> InkedLine {
        var line = InkedLine(ReasonDrawing.text(party, "party"), .bold)
        if let cores = party.object?["cores"]?.integer {
            line.append("  \(cores) \(cores == 1 ? "core" : "cores")", .dim)
        }
        if party.object?["checked"]?.bool != true { line.append("  not looked at", .dim) }
        return line
    }

    private static func lines(_ finding: JSONValue) -> [InkedLine] {
        let ink: Ink =
            switch severity(finding) {
            case .missing, nil: .red
            case .waits: .yellow
            case .unknown: .cyan
            }
        return ReasonDrawing.lines(finding, indent: "  ", ink: ink)
    }

    private static func severity(_ finding: JSONValue) -> JobFinding.Severity? {
        JobFinding.Severity(rawValue: ReasonDrawing.text(finding, "severity"))
    }

    private var findings: [JSONValue] { answer["findings"]?.array ?? [] }
    private var parties: [JSONValue] { answer["parties"]?.array ?? [] }
}
