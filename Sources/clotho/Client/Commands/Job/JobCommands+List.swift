import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the jobs of the site and those it has imported, newest first.")

        @Option(help: "How many rows at most; 0 for all.")
        var limit = 10

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body = try past.adding(
                to: ["limit": .integer(Int64(limit)), "origin_site": "*"])
            try await options.connect { site in
                let reply = try await site.post("job/list/job", body).accepted("list jobs")
                options.show(reply) { JobRows.table(reply.data).lines() }
            }
        }
    }
}

/// The answers of `job/list/job` and `job/list/task` as tables.
enum JobRows {
    static func table(_ data: JSONValue) -> TextTable {
        let rows = data.object?["jobs"]?.array ?? []
        // Who imported nothing need not know that jobs can come from other sites.
        let origin = rows.contains { !text($0, "origin_site").isEmpty } ? ["origin_site"] : []
        let hasNotes = rows.contains { !text($0, "description").isEmpty }
        var table = TextTable(
            ["job", "role", "party", "status", ">done", "created", ">took"]
                + origin.map { _ in "imported from" } + (hasNotes ? ["notes"] : []))
        for row in rows {
            table.append(
                texts(row, ["job_id", "role", "party_id", "status"])
                    + [text(row, "progress") + " %", time(row, "create_time"), took(row)]
                    + texts(row, origin)
                    + (hasNotes ? [PlainNotes(text(row, "description")).line] : []))
        }
        return table
    }

    static func taskTable(_ data: JSONValue) -> TextTable {
        var table = TextTable(["component", "role", "party", "status", ">try", "began", ">took"])
        for row in data.object?["tasks"]?.array ?? [] {
            table.append(
                texts(row, ["component_name", "role", "party_id", "status", "task_version"])
                    + [time(row, "start_time"), took(row)])
        }
        return table
    }

    private static func texts(_ row: JSONValue, _ keys: [String]) -> [String] {
        keys.map { text(row, $0) }
    }

    private static func text(_ row: JSONValue, _ key: String) -> String {
        row.object?[key]?.plainText ?? ""
    }

    private static func time(_ row: JSONValue, _ key: String) -> String {
        row.object?[key]?.integer.map { UnixTime.text(milliseconds: Int64($0)) } ?? ""
    }

    private static func took(_ row: JSONValue) -> String {
        row.object?["elapsed"]?.integer.map { Elapsed.text(milliseconds: Int64($0)) } ?? ""
    }
}
