import ArgumentParser
import Domain

/// `clotho model …`.
struct ModelCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at the models that jobs have trained, and deploy them.",
        subcommands: [List.self, Show.self, Deploy.self])

    /// `clotho model list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the models of the site's parties and imported ones, oldest first.")

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body = try past.adding(to: ["origin_site": "*"])
            try await options.connect { site in
                var reply = try await site.post("model/query", body)
                // FATE answers with an error and an empty list when there is none.
                let isEmpty = reply.data.array?.isEmpty == true
                if !isEmpty { reply = try reply.accepted("list models") }
                options.show(reply) {
                    isEmpty ? [InkedLine("no model")] : ModelRows.models(reply.data).lines()
                }
            }
        }
    }

    /// `clotho model show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the components of the models of one version, party by party.")

        @Argument(help: "The version: the id of the job that trained it.")
        var version: String

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body = try past.adding(
                to: ["model_version": .string(version), "origin_site": "*"])
            try await options.connect { site in
                let reply = try await site.post("model/query", body).accepted("show the model")
                options.show(reply) { ModelRows.components(reply.data).lines() }
            }
        }
    }
}

/// The answer of `model/query` as tables.
enum ModelRows {
    static func models(_ data: JSONValue) -> TextTable {
        let origin = origin(data)
        var table = TextTable(
            ["version", "role", "party", ">components", "created", "deployed from", "model"]
                + origin.map { _ in "imported from" })
        for row in data.array ?? [] {
            table.append(
                [
                    text(row, "f_model_version"), text(row, "f_role"), text(row, "f_party_id"),
                    text(row, "f_components"), time(row), parent(row), text(row, "f_model_id"),
                ] + origin.map { text(row, $0) })
        }
        return table
    }

    /// The version that was trained, of one that was deployed.
    private static func parent(_ row: JSONValue) -> String {
        row.object?["f_parent_info"]?.object?["parent_model_version"]?.string ?? ""
    }

    static func components(_ data: JSONValue) -> TextTable {
        let origin = origin(data)
        var table = TextTable(
            ["role", "party", "component", "module", ">try", "created", "sha256"]
                + origin.map { _ in "imported from" })
        for model in data.array ?? [] {
            for row in model.object?["components"]?.array ?? [] {
                table.append(
                    [
                        text(model, "f_role"), text(model, "f_party_id"),
                        text(row, "f_component_name"), text(row, "f_component_module_name"),
                        text(row, "f_task_version"), time(row), text(row, "f_digest"),
                    ] + origin.map { text(model, $0) })
            }
        }
        return table
    }

    /// The column of the origin; none where nothing was imported.
    private static func origin(_ data: JSONValue) -> [String] {
        let name = "f_origin_site"
        return data.array?.contains { !text($0, name).isEmpty } == true ? [name] : []
    }

    private static func text(_ row: JSONValue, _ key: String) -> String {
        row.object?[key]?.plainText ?? ""
    }

    private static func time(_ row: JSONValue) -> String {
        row.object?["f_create_time"]?.integer.map { UnixTime.text(milliseconds: Int64($0)) } ?? ""
    }
}
