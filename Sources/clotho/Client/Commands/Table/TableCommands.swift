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

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let data = try await site.tableInfo(namespace, name)
                options.show(data) { TextTable(members: data).lines(withHeader: false) }
            }
        }
    }
}

extension SiteConnection {
    /// What is known about a table.
    /// - Throws: `badInput` when there is none.
    func tableInfo(_ namespace: String, _ name: String) async throws -> JSONValue {
        let key: JSONValue = ["namespace": .string(namespace), "table_name": .string(name)]
        let data = try await post("table/table_info", key).accepted("look at the table").data
        guard data.object?["exist"] != 0 else {
            throw ClientError(
                .badInput,
                """
                There is no table \(name) in the namespace \(namespace).
                Make one with: clotho data upload FILE --namespace \(namespace) --name \(name)
                """)
        }
        return data
    }
}
