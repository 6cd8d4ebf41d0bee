import ArgumentParser
import Domain
import EventStore
import Scheduler

/// `clotho replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Make the recorded decisions of the scheduler again, or with other resources.",
        discussion: """
            The queue, the engines, the policy and the limits are read off the events as they were at \
            the position of every decision, and the same planners decide again:

              clotho replay --check demo.segment     of a segment that clotho log export has made
              clotho replay --log /var/lib/clotho    of a site, also while its server runs

            Ends with status 0 when every decision came out as it was recorded, 1 when one did not, 2 \
            when the events could not be read.

            With --what-if the recorded jobs are planned anew as if things had been different, and \
            each step takes as long as it took. Several scenarios stand side by side:

              clotho replay --log /var/lib/clotho --what-if cores=32 --what-if cores=32,policy=backfill

            Changes are cores=N, memory=SIZE, policy=NAME, parallelism=N (tasks of a job at once; its \
            cores follow) and speed=FACTOR (of the workers).
            """)

    @OptionGroup var place: ReplayPlace

    @Option(
        help: ArgumentHelp(
            "Plan the recorded jobs again with this changed.", valueName: "changes"))
    var whatIf: [String] = []

    @Flag(help: "Print JSON instead of text for people.")
    var json = false

    func run() throws {
        try FindingStatus.of { if whatIf.isEmpty { try check() } else { try compare() } }
    }

    private func check() throws {
        let report = try place.open { try ReplayCheck.run($0) }
        let shown = ReplayFindings(report)
        Terminal.show(shown.json, asJSON: json) { shown.lines }
        if !report.isSame { throw FindingStatus.found }
    }

    private func compare() throws {
        let scenarios = try whatIf.map { text in
            do {
                return try ReplayScenario(text)
            } catch {
                throw ClientError(.badInput, "--what-if \(error)")
            }
        }
        let load = try place.open { try RecordedLoad($0) }
        let shown = WhatIfTable(
            load, scenarios.map { ($0.name, WhatIf.figures(of: load, $0)) })
        Terminal.show(shown.json, asJSON: json) { shown.lines }
    }
}
