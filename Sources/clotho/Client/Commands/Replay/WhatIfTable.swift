import Domain
import Scheduler

/// Scenarios beside what was recorded, for people and for programs.
struct WhatIfTable {
    private let load: RecordedLoad
    private let columns: [(name: String, figures: ReplayFigures)]

    /// How many jobs are listed for people.
    private static let jobsMax = 20

    init(_ load: RecordedLoad, _ scenarios: [(String, ReplayFigures)]) {
        self.load = load
        columns = [("recorded", load.figures)] + scenarios
    }

    var lines: [InkedLine] {
        totals.lines() + [InkedLine()] + jobs.lines() + notes
    }

    private var totals: TextTable {
        var table = TextTable([""] + columns.map { ">\($0.name)" })
        let rows: [(String, (ReplayFigures) -> String)] = [
            ("jobs", { "\($0.jobs.count)" }),
            ("started", { "\($0.waits.count)" }),
            ("succeeded", { "\($0.jobs.count { $0.status == .success })" }),
            ("wait, mean", { Self.seconds($0.meanWait) }),
            ("wait, p50", { Self.seconds($0.wait(ofShare: 0.5)) }),
            ("wait, p95", { Self.seconds($0.wait(ofShare: 0.95)) }),
            ("wait, longest", { Self.seconds($0.wait(ofShare: 1)) }),
            ("makespan", { Self.seconds($0.makespanMilliseconds) }),
            ("cores in use", { $0.utilisation.map(Self.percent) ?? "" }),
        ]
        for (title, text) in rows { table.append([title] + columns.map { text($0.figures) }) }
        return table
    }

    /// The first jobs: how long each waits and runs, and how it ends.
    private var jobs: TextTable {
        var table = TextTable(["job"] + columns.map { ">wait, run: \($0.name)" })
        for (index, job) in load.figures.jobs.prefix(Self.jobsMax).enumerated() {
            table.append([job.job.text] + columns.map { Self.text($0.figures.jobs[index]) })
        }
        return table
    }

    private var notes: [InkedLine] {
        let more = load.figures.jobs.count - Self.jobsMax
        let rest = more > 0 ? ["and \(more) more jobs; --json lists them all"] : []
        let missing = load.leftOut.map { "left out: \($0.count) jobs that \($0.reason)" }
        return (rest + missing).map { InkedLine($0, .dim) }
    }

    private static func text(_ job: ReplayFigures.Job) -> String {
        let end = job.status == .success ? "" : " \(job.status.rawValue)"
        guard let wait = job.waitMilliseconds else { return "never\(end)" }
        return seconds(wait) + ", " + seconds(job.runMilliseconds) + end
    }

    private static func seconds(_ milliseconds: Int64?) -> String {
        seconds(milliseconds.map(Double.init))
    }

    /// Milliseconds as seconds with two digits behind the point.
    private static func seconds(_ milliseconds: Double?) -> String {
        guard let milliseconds else { return "" }
        let hundredths = Int64((milliseconds / 10).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest) s"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int64((share * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

extension WhatIfTable {
    var json: JSONValue {
        [
            "site": .string(load.site),
            "left_out": .array(
                load.leftOut.map {
                    ["reason": .string($0.reason), "count": .integer(Int64($0.count))]
                }),
            "scenarios": .array(columns.map { Self.json($0.name, $0.figures) }),
        ]
    }

    private static func json(_ name: String, _ figures: ReplayFigures) -> JSONValue {
        [
            "scenario": .string(name), "jobs": .integer(Int64(figures.jobs.count)),
            "started": .integer(Int64(figures.waits.count)),
            "wait_mean_ms": figures.meanWait.map { .number($0) } ?? .null,
            "wait_p50_ms": integer(figures.wait(ofShare: 0.5)),
            "wait_p95_ms": integer(figures.wait(ofShare: 0.95)),
            "wait_max_ms": integer(figures.wait(ofShare: 1)),
            "makespan_ms": .integer(figures.makespanMilliseconds),
            "utilisation": figures.utilisation.map { .number($0) } ?? .null,
            "each_job": .array(figures.jobs.map(json)),
        ]
    }

    private static func json(_ job: ReplayFigures.Job) -> JSONValue {
        [
            "job_id": .string(job.job.text), "status": .string(job.status.rawValue),
            "submitted_at": .integer(job.submittedAt.millisecondsSinceEpoch),
            "started_at": integer(job.startedAt?.millisecondsSinceEpoch),
            "ended_at": integer(job.endedAt?.millisecondsSinceEpoch),
            "wait_ms": integer(job.waitMilliseconds), "run_ms": integer(job.runMilliseconds),
        ]
    }

    private static func integer(_ number: Int64?) -> JSONValue {
        number.map { .integer($0) } ?? .null
    }
}
