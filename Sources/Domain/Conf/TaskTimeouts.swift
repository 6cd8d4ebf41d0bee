/// How long runs of tasks may take, as a party's job parameters say: `task_timeout` for all of them,
/// `task_conf.COMPONENT.task_timeout` for those of one component.
///
/// FATE-Flow 1.x has no time-out of tasks. Its `task_conf.COMPONENT.timeout` is how long a DeepSpeed task
/// waits for its GPUs and means nothing here, so ours has another name.
struct TaskTimeouts: Hashable, Sendable {
    /// Seconds for components that have no time of their own; `nil` for as long as the job.
    let common: Int?
    /// Seconds by the name of the component, as written.
    let components: [String: Int]

    private static let name = "task_timeout"
    private static let seconds = 1...JobParameters.secondsMax

    /// Reads the merged parameters of a party; `null` counts as missing.
    init(_ members: JSONObject) throws(ConfError) {
        common = try JobParameters.integer(members, Self.name, Self.seconds)
        var components: [String: Int] = [:]
        let field = "job_parameters: task_conf"
        for (component, conf) in try JobParameters.object(members["task_conf"], field) {
            let field = "\(field).\(component)"
            let conf = try JobParameters.object(conf, field)
            components[component] = try JobParameters.integer(
                conf, Self.name, Self.seconds, in: field)
        }
        self.components = components
    }
}
