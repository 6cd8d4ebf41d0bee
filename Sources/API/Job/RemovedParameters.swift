import Domain

/// Job parameters that FATE has removed in 1.7: accepted, without effect, and told in the answer to a
/// submission (FATE-Flow `utils/job_utils.py`).
enum RemovedParameters {
    private static let names = ["work_mode", "backend"]

    /// What to tell the author of a conf; `nil` when it has none of them. Confs of version 1 have them
    /// in `job_parameters` itself, those of version 2 in `common`.
    static func warning(about conf: JSONValue) -> String? {
        let parameters = conf.object?["job_parameters"]?.object ?? [:]
        let common = parameters["common"]?.object ?? [:]
        let found = names.filter { parameters[$0] != nil || common[$0] != nil }
        guard !found.isEmpty else { return nil }
        return
            "[WARN]\(found.joined(separator: ", ")) in job_parameters is removed and has no effect: "
            + "the site chooses its engines"
    }
}
