import ArgumentParser
import Domain
import EventStore
import Scheduler

/// `clotho replay`.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Make the recorded decisions of the scheduler again and compare.",
        discussion: """
            The queue, the engines, the policy and the limits are read off the events as they were at \
            the position of every decision, and the same planners decide again:

              clotho replay --check demo.segment     of a segment that clotho log export has made
              clotho replay --log /var/lib/clotho    of a site, also while its server runs

            Ends with status 0 when every decision came out as it was recorded, 1 when one did not, 2 \
            when the events could not be read.
            """)

    @OptionGroup var place: ReplayPlace

    @Flag(help: "Print JSON instead of text for people.")
    var json = false

    func run() async throws {
        try await FindingStatus.of {
            let report = try place.open { try ReplayCheck.run($0) }
            let shown = ReplayFindings(report)
            Terminal.show(shown.json, asJSON: json) { shown.lines }
            if !report.isSame { throw FindingStatus.found }
        }
    }
}

/// Where the recorded events of `clotho replay` are.
struct ReplayPlace: ParsableArguments {
    @Option(help: ArgumentHelp("Check the decisions in this segment.", valueName: "segment"))
    var check: String?

    @Option(help: "Read the log of this data directory, or in this log folder.")
    var log: String?

    func validate() throws {
        guard (check == nil) != (log == nil) else {
            throw ValidationError("Give either --check SEGMENT or --log DIRECTORY.")
        }
    }

    /// Lends the events; a segment is verified before.
    func open<Answer>(_ body: (any ReplaySource) throws -> Answer) throws -> Answer {
        if let check {
            return try SegmentOptions.explain(check) {
                let file = try SegmentFile(path: check)
                _ = try file.verify()
                return try body(SegmentReplaySource(file))
            }
        }
        let reader = try reader(log ?? "")
        return try body(LogReplaySource(reader))
    }

    /// The log in `path` itself or in its folder `log`.
    private func reader(_ path: String) throws -> LMDBLogReader {
        do {
            return try LMDBLogReader(path: path + "/log")
        } catch EventLogError.missing {
            do {
                return try LMDBLogReader(path: path)
            } catch {
                throw ClientError(.badInput, "--log \(path): \(error)")
            }
        } catch {
            throw ClientError(.badInput, "--log \(path): \(error)")
        }
    }
}
