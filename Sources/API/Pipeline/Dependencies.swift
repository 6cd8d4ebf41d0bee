import Domain
import Projections
import Wire

/// `pipeline/dag/dependency`: the graph as a board draws it.
enum Dependencies {
    static func answer(_ call: Call) async throws -> Reply {
        try call.arguments.require("role", "party_id")
        guard let party = try call.arguments.party() else { throw Refusal.missing(["party_id"]) }
        if let text = call.arguments.text("job_id") {
            return .success(.object(try await ofJob(text, party, call)))
        }
        return .success(.object(try ofDraft(party, call)))
    }

    private static func ofJob(_ text: String, _ party: Party, _ call: Call) async throws
        -> JSONObject
    {
        guard let job = JobID(text), let row = try await call.site.views.job(job, at: party),
            let graph = JobGraph(row)
        else { throw Refusal(.exception, "query job \(text) failed") }
        var needRun: [ComponentName: Bool] = [:]
        for component in graph.dsl.components {
            let task = TaskAddress(job: job, component: component.name, party: party)
            let row = try await call.site.views.task(task)
            let parameters = row?["f_component_parameters"]?.object
            needRun[component.name] = row != nil && parameters?["need_run"] != false
        }
        return JobGraph.dependencies(of: graph.dsl, needRun: needRun)
    }

    /// A DSL and a conf that were not submitted.
    private static func ofDraft(_ party: Party, _ call: Call) throws -> JSONObject {
        try call.arguments.require("job_dsl", "job_runtime_conf")
        let specification = try JobSpecification(
            dsl: call.arguments["job_dsl"] ?? [:], conf: call.arguments["job_runtime_conf"] ?? [:])
        return JobGraph.dependencies(
            of: specification.dsl,
            needRun: try specification.needRun(for: party, in: call.site.modules))
    }
}
