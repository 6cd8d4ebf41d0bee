import ArgumentParser
import Domain

extension LogCommands {
    /// `clotho log show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one event of the log, what led to it, or what followed from it.")

        @Argument(help: "The position of the event, from 1, or its id.")
        var event: String

        @Flag(help: "Show the chain of events that led to it, the first one first.")
        var causes = false

        @Flag(help: "Show the events that followed from it, each below its cause.")
        var effects = false

        @Option(help: "How many effects at most.")
        var limit = 1_000

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard !causes || !effects else {
                throw ValidationError("Give either --causes or --effects.")
            }
        }

        func run() async throws {
            let path = causes ? "causes" : effects ? "effects" : "event"
            let query = [("event", event)] + (effects ? [("limit", String(limit))] : [])
            try await options.connect { site in
                let reply = try await site.get("log/\(path)", query)
                    .accepted("show the event \(event)")
                let data = reply.data.object ?? [:]
                let shown = causes || effects ? reply.data : data["event"] ?? .null
                options.show(shown) {
                    if causes { return Self.chain(data) }
                    return effects ? Self.tree(data) : Self.lines(data["event"] ?? .null)
                }
            }
        }

        /// The envelope as a table, the payload as JSON below it.
        static func lines(_ event: JSONValue) -> [InkedLine] {
            var envelope = event.object ?? [:]
            let payload = envelope["payload"] ?? .null
            envelope["payload"] = nil
            let table = TextTable(members: .object(envelope)).lines(withHeader: false)
            if envelope["has_payload"] == false {
                return table + [InkedLine("The payload was erased, or withheld from this site.")]
            }
            return table
                + payload.text(indent: 2).split(separator: "\n").map { InkedLine(String($0)) }
        }

        /// Each cause above its effect, and above all what is not on the log.
        private static func chain(_ data: JSONObject) -> [InkedLine] {
            let events = (data["causes"]?.array ?? []) + [data["event"] ?? .null]
            let origin = events.first?.object?["causation"]?.plainText ?? ""
            let head = origin.isEmpty ? [] : [InkedLine("         because of \(origin)", .dim)]
            return head + EventLine.lines(events.enumerated().map { ($1, $0) })
        }

        /// The event and below it what followed, moved right by the number of steps.
        private static func tree(_ data: JSONObject) -> [InkedLine] {
            let effects = data["effects"]?.array ?? []
            var children: [Int: [JSONValue]] = [:]
            for effect in effects {
                children[effect.object?["cause"]?.integer ?? 0, default: []].append(effect)
            }
            var ordered: [(event: JSONValue, depth: Int)] = []
            var waiting = [data["event"] ?? .null]
            while let event = waiting.popLast() {
                let position = event.object?["position"]?.integer ?? 0
                ordered.append((event, event.object?["depth"]?.integer ?? 0))
                waiting += (children[position] ?? []).reversed()
            }
            var lines = EventLine.lines(ordered)
            if effects.isEmpty { lines.append(InkedLine("nothing followed from it", .dim)) }
            let hasMore = data["more"] == true
            return lines + (hasMore ? [InkedLine("there is more; raise --limit", .dim)] : [])
        }
    }
}
