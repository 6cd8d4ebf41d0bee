import Domain
import Projections
import Wire

/// `job/diff`: what differs between two attempts, `left` and `right`, each `JOB` or `JOB@VERSION`.
/// Ours, not FATE's.
enum JobDiffing {
    static func answer(_ call: Call) async throws -> Reply {
        try call.arguments.require("left", "right")
        let names = try ["left", "right"].map { try name($0, call) }
        if call.moment == nil { try await call.site.settle() }
        var attempts: [JobAttempt] = []
        for name in names {
            guard let attempt = try await call.site.views.attempt(name) else {
                throw Refusal(.data, "this site knows no attempt \(name) of a job")
            }
            attempts.append(attempt)
        }
        let diff = JobDiff(attempts[0], attempts[1])
        var data: JSONObject = [
            "left": .string("\(names[0])"), "right": .string("\(names[1])"),
        ]
        for (name, value) in diff.json { data[name] = value }
        return .success(.object(data), diff.isEmpty ? "no difference" : "success")
    }

    private static func name(_ argument: String, _ call: Call) throws -> AttemptName {
        let text = try call.arguments.requiredText(argument)
        guard let name = AttemptName(text) else {
            throw Refusal.argument(
                "\(argument) is \(text); give a job, or JOB@VERSION for an attempt of it")
        }
        return name
    }
}
