import ArgumentParser
import Domain

/// `clotho site …`.
struct SiteCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "Look at the site itself: how it is and who leads it.",
        subcommands: [Status.self, Leases.self])

    /// `clotho site status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how the site is, and which server leads it.",
            discussion: "Ask a server that follows with --server, to see how it is.")

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let reply = try await site.get("site/status", []).accepted("look at the site")
                options.show(reply.data) { Self.lines(reply.data.object ?? [:]) }
            }
        }

        private static func lines(_ site: JSONObject) -> [InkedLine] {
            let text = { (name: String) in site[name]?.plainText ?? "?" }
            var title = InkedLine(text("site"), .bold)
            title.append("  \(text("status"))")
            var lead = InkedLine("\(text("role"))")
            lead.append("  epoch \(text("epoch"))")
            if let leader = site["leader"]?.object {
                let word = { (name: String) in leader[name]?.plainText ?? "?" }
                let isReleased = leader["released"] == true
                lead.append(
                    "  \(isReleased ? "led until it ended" : "led"): \(word("address")), "
                        + "process \(word("process")) on \(word("owner"))", .dim)
            }
            return [
                title, lead,
                InkedLine("\(text("head")) events, \(text("projected")) of them in the rows"),
            ]
        }
    }

    /// `clotho site leases`.
    struct Leases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which servers have led the site, and until when.")

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let query = try past.query()
            try await options.connect { site in
                let reply = try await site.get("site/leases", query)
                    .accepted("list the leases")
                options.show(reply) { Self.table(reply.data).lines() }
            }
        }

        private static func table(_ data: JSONValue) -> TextTable {
            var table = TextTable([">epoch", "machine", ">process", "address", "from", "end"])
            for lease in (data.array ?? []).compactMap(\.object) {
                let isReleased = lease["f_is_released"] == true || lease["f_is_released"] == 1
                let isOver = lease["f_end_time"]?.isNull == false
                table.append(
                    ["epoch", "owner", "run_pid", "address"]
                        .map { lease["f_\($0)"]?.plainText ?? "" }
                        + [
                            lease["f_start_time"]?.integer.map {
                                UnixTime.text(milliseconds: Int64($0))
                            } ?? "",
                            isReleased ? "in order" : isOver ? "died" : "leads",
                        ])
            }
            return table
        }
    }
}
