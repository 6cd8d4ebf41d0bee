public import Domain

/// Names and small jobs that tests share.
public enum Samples {
    public static let job = JobID("202611210800000000000")!
    public static let guest = Party(.guest, PartyID(9999))
    public static let host = Party(.host, PartyID(10000))
    public static let arbiter = Party(.arbiter, PartyID(10000))

    /// A component name.
    public static func name(_ text: String) -> ComponentName { ComponentName(text)! }

    /// A job whose components run at guest and host, each after the one before it.
    public static func chain(
        _ names: [String], parallelism: Int? = 1, parties: [Party] = [guest, host],
        limits: JobLimits = JobLimits(), retries: RetryPolicy = RetryPolicy()
    ) -> JobSubmission {
        let components = names.enumerated().map { index, text in
            PlannedComponent(
                name: name(text), module: "Noop",
                upstream: index == 0 ? [] : [name(names[index - 1])], parties: parties)
        }
        return JobSubmission(
            job: job, initiator: parties[0], parties: parties, components: components,
            parallelism: parallelism, limits: limits, retries: retries, dsl: "{}", conf: "{}")
    }

    /// A guest's part of a chain.
    public static func creation(
        _ names: [String], cores: Int = 4, jobParameters: String = "{}"
    ) -> PartyCreation {
        let tasks = names.map { text in
            PartyTaskPlan(
                component: name(text), module: "Noop", provider: "clotho@1",
                parties: [guest, host],
                parameters: "{}", needRun: true, inputs: [], dataOutputs: ["data"],
                modelOutput: nil)
        }
        return PartyCreation(
            job: job, party: guest, initiator: guest, parties: [guest, host],
            need: ResourceNeed(engine: "standalone", cores: cores), tasks: tasks, dsl: "{}",
            conf: "{}", jobParameters: jobParameters)
    }

    /// Some rows of a table.
    public static let content = TableContent(
        file: "4f/4f2a.mdb", digest: String(repeating: "ab", count: 32), count: 3, partitions: 4,
        schema: TableSchema(
            kind: .raw, idName: "id", header: ["y", "x0"], labelName: "y", matchIDName: nil))
}
