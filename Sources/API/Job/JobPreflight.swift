import Domain
import Federation
import Scheduler
import Wire

/// `job/check`: what a job would lack at its parties. Ours, not FATE's.
enum JobPreflight {
    static func answer(_ call: Call) async throws -> Reply {
        let (dsl, conf) = try documents(of: call)
        let job = await call.site.jobs.newID(at: call.site.clock.now())
        let check = try await call.site.preflight.check(dsl: dsl, conf: conf, as: job)
        return .success(check.json, check.canRun ? "success" : "the job cannot run")
    }

    /// DSL and conf, by the names that clients of all versions give them. A predict job has no DSL.
    static func documents(of call: Call) throws -> (dsl: JSONValue, conf: JSONValue) {
        guard let conf = call.arguments["job_runtime_conf"] ?? call.arguments["runtime_conf"] else {
            throw Refusal.missing(["job_runtime_conf"])
        }
        return (call.arguments["job_dsl"] ?? call.arguments["dsl"] ?? [:], conf)
    }
}

extension Site {
    /// Looks at jobs before they are submitted.
    var preflight: Preflight {
        Preflight(
            journal: journal, inspector: federation, modules: parties.catalogue)
    }
}
