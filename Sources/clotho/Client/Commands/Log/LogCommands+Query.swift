import ArgumentParser
import Domain

extension LogCommands {
    /// `clotho log query`.
    struct Query: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find events by stream, type, actor, job or time, oldest first.",
            discussion: "Prints one line for each, or with --json one JSON object a line.")

        @OptionGroup var filter: EventFilterOptions

        @Option(
            help: ArgumentHelp(
                "End with this moment: a time (2026-11-21 05:31, \"10m ago\") or a position.",
                valueName: "moment"))
        var until: String?

        @Option(help: "Start after this position.")
        var after: UInt64?

        @Option(help: "How many events at most, up to 10000.")
        var limit = 100

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard (1...10_000).contains(limit) else {
                throw ValidationError("--limit is \(limit); give a number from 1 to 10000")
            }
        }

        func run() async throws {
            let end = try until.map { text throws(ClientError) in
                try MomentArgument.text(text, "--until") { $0.upperBound }
            }
            let query =
                try filter.query() + [("limit", String(limit))]
                + (end.map { [("until", $0)] } ?? [])
                + (after.map { [("after", String($0))] } ?? [])
            try await options.connect { site in
                let data = try await site.get("log/query", query).accepted("query the log").data
                let events = data.object?["events"]?.array ?? []
                for event in events { options.showEvent(event) }
                if events.isEmpty { Terminal.complain("No event matches.") }
                if let next = data.object?["next"]?.integer {
                    Terminal.complain("There are more: go on with --after \(next)")
                }
            }
        }
    }
}
