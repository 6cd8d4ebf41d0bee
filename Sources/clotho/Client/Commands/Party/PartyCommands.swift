import ArgumentParser
import Domain

/// `clotho party …`.
struct PartyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "party", abstract: "Say which party lives at which site.",
        discussion: """
            Without any route every party lives at this site. With the first one, this site's own \
            parties need a route too (--here), and a party without one can take no part in jobs. \
            Changes hold at once; nothing needs to be restarted.
            """, subcommands: [Add.self, List.self, Ping.self, Remove.self])

    /// `clotho party add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a route to a party, or change it.",
            discussion: """
                clotho party add 9999 --here
                clotho party add 10000 --address http://10.0.0.7:9380
                clotho party add default --address http://10.0.0.9:9380
                """)

        @Argument(help: "The party's id, or default for every party without a route of its own.")
        var party: String

        @Option(help: "The address of the party's site, such as http://10.0.0.7:9380.")
        var address: String?

        @Flag(help: "The party lives at this site.")
        var here = false

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard (address == nil) == here else {
                throw ValidationError("give --address ADDRESS or --here")
            }
        }

        func run() async throws {
            var body: JSONObject = ["party_id": .string(party)]
            if let address { body["address"] = .string(SiteConnection.base(address)) }
            if here { body["here"] = true }
            let request = JSONValue.object(body)
            try await options.connect { site in
                let reply = try await site.post("party/add", request).accepted("add the route")
                options.show(reply.data) { RouteTable.lines(reply.data) }
            }
        }
    }

    /// `clotho party list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show which party lives where.")

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let query = try past.query()
            try await options.connect { site in
                let reply = try await site.get("party/list", query).accepted("list the routes")
                options.show(reply) { RouteTable.lines(reply.data) }
            }
        }
    }

    /// `clotho party remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget where a party lives.",
            discussion: "Jobs that are at work with the party wait until there is a route again.")

        @Argument(help: "The party's id, or default.")
        var party: String

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let request: JSONValue = ["party_id": .string(party)]
            try await options.connect { site in
                let reply = try await site.post("party/remove", request)
                    .accepted("remove the route")
                options.show(reply.data) { RouteTable.lines(reply.data) }
            }
        }
    }
}
