import Domain
import EventStore
import Scheduler

/// What deciding again came to, for people and for programs.
struct ReplayFindings {
    private let report: ReplayReport

    init(_ report: ReplayReport) { self.report = report }

    var lines: [InkedLine] {
        let first = report.differences.first
        var lines = first.map(Self.lines) ?? []
        var table = TextTable(["decisions", ">made again", ">different", ">not checked"])
        for kind in ReplayKind.allCases {
            table.append([
                kind.title, "\(report.checked[kind] ?? 0)", "\(report.different[kind] ?? 0)",
                "\(gaps(kind))",
            ])
        }
        lines += table.lines()
        for gap in report.gaps {
            lines.append(
                InkedLine(
                    "not checked: \(gap.count) of \(gap.kind.title), from position \(gap.first) "
                        + "on: \(gap.reason)"))
        }
        for pending in report.pending {
            lines.append(
                InkedLine("due at the end: \(pending.decided), job \(pending.job)", .dim))
        }
        return lines + [InkedLine(), InkedLine(sentence, .bold)]
    }

    private static func lines(_ difference: ReplayDifference) -> [InkedLine] {
        var table = TextTable(["", ""])
        table.append(["job", difference.job.text])
        table.append(["recorded", difference.recorded])
        table.append(["now", difference.decided])
        table.append(["because", difference.why])
        let seen = difference.decidedAt.map { ", decided at position \($0)" } ?? ""
        return [
            InkedLine(
                "The first decision that differs: \(difference.kind.title) at position "
                    + "\(difference.position)\(seen)", .bold)
        ] + table.lines(withHeader: false) + [InkedLine()]
    }

    private var sentence: String {
        let count = report.checked.values.reduce(0, +)
        let range = report.first.flatMap { first in report.last.map { ", \(first) to \($0)" } }
        let events = "\(report.eventCount) events of \(report.site)\(range ?? "")"
        guard report.isSame else {
            return "\(report.differenceCount) of \(count) decisions DIFFER (\(events))."
        }
        return "All \(count) decisions came out as they were recorded (\(events))."
    }

    private func gaps(_ kind: ReplayKind) -> Int {
        report.gaps.filter { $0.kind == kind }.reduce(0) { $0 + $1.count }
    }

    var json: JSONValue {
        [
            "site": .string(report.site), "same": .bool(report.isSame),
            "events": number(report.eventCount),
            "first": .integer(Int64(clamping: report.first?.number ?? 0)),
            "last": .integer(Int64(clamping: report.last?.number ?? 0)),
            "checked": .object(
                JSONObject(
                    ReplayKind.allCases.map {
                        ($0.rawValue, number(report.checked[$0] ?? 0))
                    })),
            "difference_count": number(report.differenceCount),
            "differences": .array(report.differences.map(Self.json)),
            "not_checked": .array(
                report.gaps.map {
                    [
                        "kind": .string($0.kind.rawValue), "reason": .string($0.reason),
                        "count": number($0.count), "first": .integer(Int64($0.first.number)),
                    ]
                }),
            "pending": .array(
                report.pending.map {
                    [
                        "kind": .string($0.kind.rawValue), "job_id": .string($0.job.text),
                        "decision": .string($0.decided),
                    ]
                }),
        ]
    }

    private static func json(_ difference: ReplayDifference) -> JSONValue {
        let decidedAt: JSONValue =
            if let position = difference.decidedAt {
                .integer(Int64(clamping: position))
            } else { .null }
        return [
            "position": .integer(Int64(clamping: difference.position.number)),
            "decided_at": decidedAt, "job_id": .string(difference.job.text),
            "kind": .string(difference.kind.rawValue), "recorded": .string(difference.recorded),
            "now": .string(difference.decided), "why": .string(difference.why),
        ]
    }

    private func number(_ number: Int) -> JSONValue { .integer(Int64(number)) }
}

extension ReplayKind {
    /// What people call the decisions.
    var title: String {
        switch self {
        case .start: "starts of jobs"
        case .wait: "reasons to wait"
        case .task: "starts of tasks"
        case .limit: "time-outs"
        case .pause: "pauses for other sites"
        case .effect: "answered requests"
        case .rule: "what follows by rule"
        }
    }
}
