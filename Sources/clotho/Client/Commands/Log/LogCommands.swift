import ArgumentParser
import Domain

/// `clotho log …`.
struct LogCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Read the log: everything that ever happened at the site.",
        subcommands: [
            Tail.self, Show.self, Stat.self, SignedCheckpoint.self, Prove.self, Consistency.self,
            Verify.self,
        ])

    /// `clotho log stat`.
    struct Stat: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how long the log is and the hash of its last event.")

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let reply = try await site.get("log/stat", []).accepted("read the state of the log")
                options.show(reply.data) { Self.table(reply.data).lines(withHeader: false) }
            }
        }

        private static func table(_ stat: JSONValue) -> TextTable {
            var table = TextTable(["", ""])
            for (title, name) in [
                ("events", "head"), ("hash of the last", "head_leaf_hash"),
                ("bytes on disk", "bytes_on_disk"), ("site", "site"),
            ] {
                table.append([title, stat.object?[name]?.plainText ?? ""])
            }
            return table
        }
    }

    /// `clotho log show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one event of the log.")

        @Argument(help: "The position of the event, from 1.")
        var position: UInt64

        @OptionGroup var options: ServerOptions

        func run() async throws {
            guard position > 0 else { throw ValidationError("Positions start at 1.") }
            try await options.connect { site in
                let head = try await site.headPosition()
                guard position <= head else {
                    throw ClientError(.badInput, "The log ends at position \(head).")
                }
                let query = [("after", String(position - 1)), ("limit", "1")]
                for try await event in try await site.events(query) {
                    guard let data = event.logEvent else { continue }
                    return options.show(data) { Self.lines(data) }
                }
                throw ClientError(.badAnswer, "The server ended the stream before the event came.")
            }
        }

        /// The envelope as a table, the payload as JSON below it.
        private static func lines(_ event: JSONValue) -> [InkedLine] {
            var envelope = event.object ?? [:]
            let payload = envelope["payload"] ?? .null
            envelope["payload"] = nil
            return TextTable(members: .object(envelope)).lines(withHeader: false)
                + payload.text(indent: 2).split(separator: "\n").map { InkedLine(String($0)) }
        }
    }
}
