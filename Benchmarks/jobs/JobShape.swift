/// A job of tasks that do nothing, at one party.
struct JobShape {
    let title: String
    let taskCount: Int
    /// How many workers the comparison runs at once.
    let atOnce: Int
    /// Whether each task waits for the one before.
    let isChain: Bool
    /// How long each task sleeps.
    var milliseconds = 0

    static let all = [
        JobShape(title: "1 task", taskCount: 1, atOnce: 1, isChain: true),
        JobShape(title: "5 tasks, one after another", taskCount: 5, atOnce: 1, isChain: true),
        JobShape(title: "10 tasks side by side", taskCount: 10, atOnce: 2, isChain: false),
    ]

    /// The body of `job/submit`.
    var submission: String {
        let components = (0..<taskCount).map { index in
            let input = "\"input\":{\"data\":{\"data\":[\"noop_\(index - 1).data\"]}},"
            return "\"noop_\(index)\":{\"module\":\"Noop\","
                + (isChain && index > 0 ? input : "") + "\"output\":{\"data\":[\"data\"]}}"
        }
        let parameters = (0..<taskCount).map { "\"noop_\($0)\":{\"milliseconds\":\(milliseconds)}" }
        return """
            {"job_dsl":{"components":{\(components.joined(separator: ","))}},\
            "job_runtime_conf":{"dsl_version":2,"initiator":{"role":"guest","party_id":9999},\
            "role":{"guest":[9999]},"job_parameters":{"common":{"task_cores":1,\
            "task_parallelism":\(isChain ? 1 : taskCount)}},\
            "component_parameters":{"common":{\(parameters.joined(separator: ","))}}}}
            """
    }
}
