import ArgumentParser
import Domain

/// `clotho engine …`.
struct EngineCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine", abstract: "Look at the compute engine of the site.",
        subcommands: [Show.self])

    /// `clotho engine show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what the compute engine has and which jobs hold it.")

        @Option(help: "The name of the engine; a site has one.")
        var name: String?

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            var body: JSONObject = [:]
            body["engine_name"] = name.map(JSONValue.string)
            let request = try past.adding(to: body)
            try await options.connect { site in
                let reply = try await site.post("resource/query", request)
                    .accepted("look at the engine")
                options.show(reply) { Self.lines(reply.data) }
            }
        }

        private static func lines(_ data: JSONValue) -> [InkedLine] {
            let engine = data.object?["computing_engine_resource"]?.object ?? [:]
            let text = { (name: String) in engine["f_\(name)"]?.plainText ?? "?" }
            var title = InkedLine(text("engine_name"), .bold)
            title.append("  \(text("engine_entrance"))", .dim)
            title.append("  \(text("remaining_cores")) of \(text("cores")) cores free")
            let memory = { (name: String) in
                MemorySize.text(engine["f_\(name)"]?.integer ?? 0)
            }
            let countsMemory = engine["f_memory"]?.integer ?? 0 > 0
            if countsMemory {
                title.append(", \(memory("remaining_memory")) of \(memory("memory")) memory free")
            }
            let holders = data.object?["use_resource_job"]?.array ?? []
            guard !holders.isEmpty else { return [title, InkedLine("no job holds any of it")] }
            var table = TextTable(
                ["job", "role", "party", ">cores"] + (countsMemory ? [">memory"] : []))
            for holder in holders.compactMap(\.object) {
                let cells = ["job_id", "role", "party_id", "core"]
                    .map { holder[$0]?.plainText ?? "" }
                let memory = MemorySize.text(holder["memory"]?.integer ?? 0)
                table.append(cells + (countsMemory ? [memory] : []))
            }
            return [title] + table.lines()
        }
    }
}
