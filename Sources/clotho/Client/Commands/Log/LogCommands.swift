import API
import ArgumentParser
import Domain

/// `clotho log …`.
struct LogCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Read the log: everything that ever happened at the site.",
        subcommands: [
            Query.self, Follow.self, Show.self, Bisect.self, Stat.self, SignedCheckpoint.self,
            Prove.self, Consistency.self,
            Export.self, Import.self,
            Verify.self, Erase.self,
        ])

    /// `clotho log stat`.
    struct Stat: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how long the log is and the hash of its last event.")

        @OptionGroup var local: LocalLogOptions
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let here = try await local.read { log, path in
                try LogStat.document(log, directory: path)
            }
            if let here { return show(here) }
            try await options.connect { site in
                let reply = try await site.get("log/stat", []).accepted("read the state of the log")
                show(reply.data)
            }
        }

        private func show(_ stat: JSONValue) {
            options.show(stat) { Self.table(stat).lines(withHeader: false) }
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
}
