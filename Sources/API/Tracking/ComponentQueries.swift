import Domain
import Hummingbird
import NIOCore
import Projections
import Wire

/// What is known of a component beside its metrics and tables.
enum ComponentQueries {
    static func parameters(_ call: Call) async throws -> Reply {
        guard let task = try await call.shownTask(),
            let row = try await call.site.views.task(task)
        else { throw Refusal.argument("can not found this task") }
        return .success([
            "module": row["f_component_module"] ?? .null,
            "ComponentParam": row["f_component_parameters"] ?? [:],
        ])
    }

    static func list(_ call: Call) async throws -> Reply {
        let text = try call.arguments.requiredText("job_id")
        guard let job = JobID(text), let row = try await call.site.views.job(job) else {
            throw Refusal(.exception, "No job matched, job_id: \(text)")
        }
        let components = row["f_dsl"]?.object?["components"]?.object ?? [:]
        return .success(["components": .array(components.keys.map { .string($0) })])
    }

    /// The summary in the envelope, or as a file when the request names one.
    static func summary(_ call: Call) async throws -> Reply {
        guard let task = try await call.shownTask(),
            let summary = try await call.site.views.summary(of: task)
        else { throw Refusal(status: 210, "there is no summary of this component") }
        guard call.arguments["filename"] != nil else { return .success(summary) }
        let name = "job_\(task.job)_\(task.component)_\(task.party.role.rawValue)_\(task.party.id)"
        return .file(
            named: "\(name)_summary.json", type: "application/json",
            ResponseBody(byteBuffer: ByteBuffer(bytes: summary.utf8(indent: 4))))
    }

    static func dataView(_ call: Call) async throws -> Reply {
        let text = try call.arguments.requiredText("job_id")
        guard let job = JobID(text), let party = try await call.party(of: job),
            let view = try await call.site.views.dataView(of: job, for: party)
        else { throw Refusal.argument("error") }
        return .success(.object(view))
    }
}
