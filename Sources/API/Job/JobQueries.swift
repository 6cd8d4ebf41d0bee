import Domain
import Projections

/// The reads of rows of jobs and tasks: the members of the request are the filter.
enum JobQueries {
    static func jobs(_ call: Call) async throws -> Reply {
        let filter = try RowFilter(call.arguments.members, of: ViewTables.job)
        let rows = try await call.site.views.rows(where: filter)
        return .success(
            .rows(rows), rows.isEmpty ? "no job could be found" : "success")
    }

    static func tasks(_ call: Call) async throws -> Reply {
        let filter = try RowFilter(call.arguments.members, of: ViewTables.task)
        let allRuns = call.arguments.flag("only_latest") == false
        let rows = try await call.site.views.tasks(where: filter, allRuns: allRuns)
        guard !rows.isEmpty else { throw Refusal.argument("find task failed") }
        return .success(.rows(rows))
    }

    static func outputTables(_ call: Call) async throws -> Reply {
        let filter = try RowFilter(call.arguments.members, of: ViewTables.outputData)
        let rows = try await call.site.views.rows(where: filter)
        guard !rows.isEmpty else { throw Refusal.argument("find data view failed") }
        return .success(.rows(rows))
    }

    static func jobList(_ call: Call) async throws -> Reply {
        let request = try parameters { () throws(RowFilterError) in
            try JobListRequest(call.arguments.members)
        }
        let page = try await call.site.views.page(of: request)
        return .success(["jobs": .rows(page.rows), "count": .integer(Int64(page.count))])
    }

    static func taskList(_ call: Call) async throws -> Reply {
        let request = try parameters { () throws(RowFilterError) in
            try TaskListRequest(call.arguments.members)
        }
        let page = try await call.site.views.page(of: request)
        return .success(["tasks": .rows(page.rows), "count": .integer(Int64(page.count))])
    }

    /// The lists answer bad parameters with HTTP 400.
    private static func parameters<Value>(
        _ read: () throws(RowFilterError) -> Value
    ) throws(Refusal) -> Value {
        do {
            return try read()
        } catch {
            throw Refusal(status: 400, "Invalid parameter '\(error.name)'. \(error)")
        }
    }
}

extension JSONValue {
    static func rows(_ rows: [JSONObject]) -> JSONValue { .array(rows.map { .object($0) }) }
}
