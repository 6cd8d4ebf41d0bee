import ArgumentParser
import Domain

/// `clotho peer …`.
struct PeerCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer", abstract: "Look at what is known of other sites.",
        subcommands: [List.self])

    /// `clotho peer list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the other sites: how far their logs were seen, and forks.",
            discussion: """
                Ends with status 1 when the log of one of them has forked, and with 2 when the \
                server could not be asked.
                """)

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await list() } }

        private func list() async throws {
            let query = try past.query()
            let peers = try await options.connect { site in
                let reply = try await site.get("peer/list", query)
                    .accepted("list the other sites")
                options.show(reply) { Self.lines(reply.data.array ?? []) }
                return reply.data.array ?? []
            }
            guard peers.allSatisfy({ $0.object?["f_fork"]?.string == nil }) else {
                throw FindingStatus.found
            }
        }

        private static func lines(_ peers: [JSONValue]) -> [InkedLine] {
            guard !peers.isEmpty else { return [InkedLine("no other site is known")] }
            var table = TextTable(["site", ">seen", "at", ">countersigned", "state"])
            for peer in peers.compactMap(\.object) {
                let fork = peer["f_fork"]?.string.map { "FORKED: \($0)" }
                table.append(
                    ["f_site", "f_size", "f_seen_date", "f_countersigned_size"].map {
                        peer[$0]?.plainText ?? ""
                    } + [fork ?? "sound"])
            }
            return table.lines()
        }
    }
}
