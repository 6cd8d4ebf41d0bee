import API
import ArgumentParser
import Domain
import EventStore
import Journal

extension LogCommands {
    /// `clotho log follow`.
    struct Follow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print events as they are appended to the log.",
            discussion: "Begins with the last ten events unless --after or --since say otherwise.",
            aliases: ["tail"])

        @OptionGroup var filter: EventFilterOptions

        @Option(help: "Start after this position.")
        var after: UInt64?

        @Option(help: "How many events at most.")
        var limit: Int?

        @Flag(inversion: .prefixedNo, help: "Whether to wait for events to come.")
        var follow = true

        @OptionGroup var local: LocalLogOptions
        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard local.dataDir == nil || filter.since == nil else {
                throw ValidationError("--since asks a server; with --data-dir give --after")
            }
        }

        func run() async throws {
            let filter = try filter.query()
            let isLocal: Void? = try await local.read { log, _ in try await show(log, filter) }
            guard isLocal == nil else { return }
            try await options.connect { site in
                let query = try await position(site) + filter
                for try await event in try await site.events(query) {
                    guard let data = event.logEvent else { continue }
                    options.showEvent(data)
                }
                guard !follow || limit != nil else {
                    throw ClientError(.unreachable, "The server ended the stream.")
                }
            }
        }

        /// The events of a log on this machine.
        private func show(
            _ log: LMDBLogReader, _ filter: [(name: String, value: String)]
        ) async throws {
            let selection = try LocalEventFilter(filter, site: log.site)
            let end = log.head
            let start = after ?? (end.number > 10 ? end.number - 10 : 0)
            var left = limit ?? .max
            guard left > 0, follow || start < end.number else { return }
            for try await batch in log.subscribe(after: Position(start)) {
                for event in batch where follow || event.position <= end {
                    guard selection.accepts(event) else { continue }
                    options.showEvent(EventDescription.json(of: event))
                    left -= 1
                    if left == 0 { return }
                }
                if !follow, let last = batch.last, last.position >= end { return }
            }
        }

        private func position(
            _ site: SiteConnection
        ) async throws -> [(name: String, value: String)] {
            var start = after
            if after == nil, filter.since == nil {
                let head = try await site.headPosition()
                start = head > 10 ? head - 10 : 0
            }
            return [("follow", follow ? "1" : "0")]
                + (start.map { [("after", String($0))] } ?? [])
                + (limit.map { [("limit", String($0))] } ?? [])
        }
    }
}

extension ServerOptions {
    /// Prints one event of several: a line for people, or a line of JSON.
    func showEvent(_ event: JSONValue) {
        let line =
            json ? event.text() : EventLine(event).line.text(inColour: Terminal.current.hasColour)
        Terminal.writeLine(line)
    }
}
