import ArgumentParser
import Domain

/// `clotho table …`.
struct TableCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Look at the tables of the site.",
        subcommands: [Info.self])

    /// `clotho table info`.
    struct Info: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a table holds and how it came to be.")

        @Argument(help: "The namespace of the table.")
        var namespace: String

        @Argument(help: "The name of the table.")
        var name: String

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let moment = try past.moment()
            try await options.connect { site in
                let reply = try await site.tableInfo(namespace, name, at: moment)
                options.show(reply) { TextTable(members: reply.data).lines(withHeader: false) }
            }
        }
    }
}

extension SiteConnection {
    /// What is known about a table.
    /// - Throws: `badInput` when there is none.
    func tableInfo(
        _ namespace: String, _ name: String, at moment: JSONValue? = nil
    ) async throws -> SiteReply {
        var key: JSONObject = ["namespace": .string(namespace), "table_name": .string(name)]
        key["at"] = moment
        let reply = try await post("table/table_info", .object(key)).accepted("look at the table")
        guard reply.data.object?["exist"] != 0 else {
            if let position = reply.moment?.object?["position"]?.integer {
                throw ClientError(
                    .badInput,
                    "There was no table \(name) in the namespace \(namespace) at position \(position)."
                )
            }
            throw ClientError(
                .badInput,
                """
                There is no table \(name) in the namespace \(namespace).
                Make one with: clotho data upload FILE --namespace \(namespace) --name \(name)
                """)
        }
        return reply
    }
}
