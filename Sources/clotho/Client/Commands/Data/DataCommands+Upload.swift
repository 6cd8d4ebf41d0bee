import ArgumentParser
import Domain
import Storage

extension DataCommands {
    /// `clotho data upload`.
    struct Upload: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Upload a CSV file as a table.",
            discussion: "Ends with status 0 when the table is there.")

        @Argument(help: "The file.")
        var file: String

        @Option(help: "The namespace of the table.")
        var namespace: String

        @Option(help: "The name of the table.")
        var name: String

        @Flag(inversion: .prefixedNo, help: "Whether the first line names the columns.")
        var head = true

        @Option(help: "Into how many parts the rows are divided.")
        var partition = 4

        @Option(help: "What stands between two values.")
        var delimiter = ","

        @Flag(help: "Replace a table that has this name already.")
        var drop = false

        @Flag(help: "Give every row an id of its own.")
        var extendSid = false

        @Flag(inversion: .prefixedNo, help: "Whether to stay until the table is there.")
        var wait = true

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let form: MultipartFile
            do {
                form = try MultipartFile(path: file)
            } catch {
                throw ClientError(.badInput, error.message)
            }
            try await options.connect { site in
                let reply = try await site.upload("data/upload", query, form)
                    .accepted("upload \(file)")
                guard wait, let jobID = reply.jobID else {
                    return options.show(reply.envelope) {
                        [InkedLine("job \(reply.jobID ?? "") uploads \(namespace)/\(name)")]
                    }
                }
                try await finish(jobID, on: site)
            }
        }

        private var query: [(name: String, value: String)] {
            [
                ("namespace", namespace), ("table_name", name), ("file", file),
                ("head", head ? "1" : "0"), ("partition", String(partition)),
                ("id_delimiter", delimiter), ("drop", drop ? "1" : "0"),
                ("extend_sid", extendSid ? "1" : "0"),
            ]
        }

        private func finish(_ jobID: String, on site: SiteConnection) async throws {
            let end = try await JobWatcher(site: site, jobID: jobID).run { _, _ in }
            guard end.status.isSuccess else {
                let reason = end.firstReason ?? "no reason was given"
                throw ClientError(
                    .badInput, "The upload \(end.status.rawValue) (job \(jobID)): \(reason)")
            }
            let table = try await site.tableInfo(namespace, name).data
            options.show(table) {
                let rows = table.object?["count"]?.plainText ?? "?"
                return [InkedLine("\(namespace)/\(name): \(rows) rows, \(partition) partitions")]
            }
        }
    }
}

extension JobPicture {
    /// The first reason for its end that anyone gave.
    var firstReason: String? {
        let reasons = components.flatMap(\.parties).map(\.reason) + [reason]
        return reasons.first { !$0.isEmpty }
    }
}
