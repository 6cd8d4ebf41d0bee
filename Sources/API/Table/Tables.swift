import Domain
import Journal
import Projections
import Storage

/// The tables of the site.
enum Tables {
    static func info(_ call: Call) async throws -> Reply {
        let name = try name(of: call)
        let row = try await call.site.views.table(name)
        var info: JSONObject = [
            "table_name": .string(name.name), "namespace": .string(name.namespace),
            "exist": row == nil ? 0 : 1, "count": row?["f_count"] ?? 0,
        ]
        let members = ["partitions", "schema", "origin", "extend_sid", "address"]
        for member in members { info[member] = row?["f_\(member)"] ?? .null }
        info["partition"] = info["partitions"]
        info["partitions"] = nil
        info["enable"] = row.map { .bool($0["f_disable"] != true) } ?? .null
        return .success(.object(info))
    }

    /// Forgets a table. Its rows stay on the disk as long as other content refers to them.
    static func delete(_ call: Call) async throws -> Reply {
        let name = try name(of: call)
        try await call.site.journal.execute(
            .delete, by: TableDecider.self, on: .table(name), call.context)
        try await call.site.settle()
        return .success([
            "table_name": .string(name.name), "namespace": .string(name.namespace),
        ])
    }

    private static func name(of call: Call) throws(Refusal) -> TableName {
        if let table = call.arguments.table { return table }
        let name = call.arguments.text("table_name") ?? call.arguments.text("name")
        let missing = [(name, "table_name"), (call.arguments.text("namespace"), "namespace")]
        throw .missing(missing.filter { $0.0 ?? "" == "" }.map(\.1))
    }
}
