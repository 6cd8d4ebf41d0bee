/// Parameters that a user wants an ended job to have when it runs again
/// (FATE-Flow `controller/job_controller.py`, `gen_updated_parameters`).
public struct ParameterChange: Hashable, Sendable {
    /// The job parameters that may change: what was made with the others stays, such as the size of
    /// tables. FATE's four and those of ours that say how long the job and its tasks wait and run.
    public static let changeableNames = [
        "task_parallelism", "auto_retries", "auto_retry_delay", "timeout", "queue_timeout",
        "priority", "task_timeout", "task_conf",
    ]

    private let job: JSONObject
    private let components: JSONObject

    /// Reads `{"common": {…}}` and `{"common": {COMPONENT: {…}}, "role": {ROLE: {INDEX: {…}}}}`;
    /// `null` counts as missing.
    public init(
        jobParameters: JSONValue?, componentParameters: JSONValue?
    ) throws(ConfError) {
        job = try JobParameters.object(jobParameters, "job_parameters")
        components = try JobParameters.object(componentParameters, "component_parameters")
        let common = try JobParameters.object(job["common"], "job_parameters.common")
        if let scope = job.keys.first(where: { $0 != "common" }) {
            throw ConfError(
                .badValue, field: "job_parameters.\(scope)",
                message: "job_parameters.\(scope) cannot be changed: give common only")
        }
        if let name = common.keys.first(where: { !Self.changeableNames.contains($0) }) {
            let names = Self.changeableNames.joined(separator: ", ")
            throw ConfError(
                .badValue, field: "job_parameters.common.\(name)",
                message: "job_parameters.common.\(name) cannot be changed in a job that has run: "
                    + "\(names) can; submit a new job for others")
        }
        try ParameterScopes(.object(components), field: "component_parameters")
            .checkMembers(mustBe: "an object") { $0.object != nil }
    }

    /// Whether nothing is to change.
    public var isEmpty: Bool { job.isEmpty && components.isEmpty }

    /// The components that are named, in the order in which they are.
    public var componentNames: [String] {
        let layers = (components["role"]?.object ?? [:]).flatMap { _, indexes in
            (indexes.object ?? [:]).compactMap { $0.value.object }
        }
        var names: [String] = []
        for layer in [components["common"]?.object ?? [:]] + layers {
            for name in layer.keys where !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The conf with the change: component parameters are merged at any depth.
    public func applied(to conf: JSONValue) -> JSONValue {
        guard var members = conf.object else { return conf }
        let old = members["job_parameters"]?.object ?? [:]
        var new = old.merged(with: job)
        // What counts for some roles only would hide the change.
        let common = job["common"]?.object ?? [:]
        if let roles = new["role"]?.object {
            new["role"] = .object(Self.overriding(roles, with: common))
        }
        members["job_parameters"] = .object(new)
        members["component_parameters"] = .object(
            (members["component_parameters"]?.object ?? [:]).merged(with: components))
        return .object(members)
    }

    private static func overriding(_ roles: JSONObject, with common: JSONObject) -> JSONObject {
        JSONObject(
            roles.map { role, indexes in
                let layers = (indexes.object ?? [:]).map { index, layer in
                    let own = layer.object ?? [:]
                    let hidden = common.filter { own[$0.key] != nil }.map { ($0.key, $0.value) }
                    return (index, JSONValue.object(own.merged(with: JSONObject(hidden))))
                }
                return (role, .object(JSONObject(layers)))
            })
    }
}
