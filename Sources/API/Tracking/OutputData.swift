import Domain
import Journal
import Projections
import Storage
import Wire

/// The tables that a task made.
enum OutputData {
    /// FATE shows so many rows of each table.
    static let previewRowsMax = 100

    static func preview(_ call: Call) async throws -> Reply {
        let (_, outputs) = try await outputs(of: call)
        var data: [JSONValue] = []
        var headers: [JSONValue] = []
        for output in outputs {
            let reader = try call.site.tables.open(output.content)
            let (header, rows) = try reader.textRows(limit: previewRowsMax)
            data.append(.array(rows.map(JSONValue.texts)))
            headers.append(.texts(header))
        }
        guard !outputs.isEmpty else { return .success([], "no data") }
        let meta: JSONValue = [
            "header": .array(headers),
            "total": .array(outputs.map { .integer(Int64($0.content.count)) }),
            "names": .texts(outputs.map(\.name)),
        ]
        return .envelope(.init(data: .array(data), meta: meta))
    }

    static func tables(_ call: Call) async throws -> Reply {
        try call.arguments.require("job_id", "component_name", "role", "party_id")
        guard let task = try await call.task(),
            try await call.site.views.job(task.job, at: task.party) != nil
        else { throw Refusal(.exception, "No found job") }
        let rows = try await call.site.views.outputTables(of: task)
        guard !rows.isEmpty else {
            throw Refusal(.exception, "No found table, please check if the parameters are correct")
        }
        let members = ["data_name", "table_name", "table_namespace"]
        return .success(
            .array(
                rows.map { row in
                    .object(JSONObject(members.map { ($0, row["f_\($0)"] ?? .null) }))
                }))
    }

    /// The tables of a task's newest run, or of the version that the request names.
    static func outputs(of call: Call) async throws -> (task: TaskAddress, [TaskOutput]) {
        let job = try call.arguments.requiredText("job_id")
        let component = try call.arguments.component()
        let unknown = Refusal(.exception, "there is no task \(component) of the job \(job) here")
        guard let task = try await call.task() else { throw unknown }
        let state = try await call.state(of: task)
        guard state.plan(of: component) != nil else { throw unknown }
        guard let version = task.version, version != state.runs[component]?.version else {
            return (task, state.runs[component]?.result?.tables ?? [])
        }
        return (task, try await earlierOutputs(of: task, call))
    }

    /// The tables of an earlier version, as far as they are still there.
    private static func earlierOutputs(
        of task: TaskAddress, _ call: Call
    ) async throws -> [TaskOutput] {
        var outputs: [TaskOutput] = []
        for row in try await call.site.views.outputTables(of: task) {
            guard let data = row["f_data_name"]?.string,
                let namespace = row["f_table_namespace"]?.string,
                let name = row["f_table_name"]?.string,
                let table = TableName(namespace: namespace, name: name),
                let content = try await call.site.journal.state(
                    of: TableDecider.self, .table(table)
                ).content
            else { continue }
            outputs.append(TaskOutput(name: data, table: table, content: content))
        }
        return outputs
    }
}

extension Call {
    /// The job at the party of a task, at the moment that the request is about.
    fileprivate func state(of task: TaskAddress) async throws -> PartyState {
        try await state(of: PartyDecider.self, .party(task.job, task.party))
    }
}

extension JSONValue {
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
