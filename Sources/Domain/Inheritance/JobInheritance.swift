/// What a job takes over from an earlier one, and which versions of it: these components count as
/// done, with the outputs that they left there.
public struct JobInheritance: Hashable, Sendable {
    /// The earlier job.
    public let source: JobID
    /// The components with their versions in the earlier job, in topological order.
    public let components: [TaskVersion]

    /// Makes a description.
    public init(source: JobID, components: [TaskVersion]) {
        self.source = source
        self.components = components
    }
}

extension JobDecider {
    static func inherited(_ state: inout JobState, _ inheritance: JobInheritance) {
        state.submission = state.submission?.inheriting(inheritance)
        for member in inheritance.components { state.tasks[member.component]?.inherit() }
    }
}

extension JobState.FederatedTask {
    /// Is done without having run.
    fileprivate mutating func inherit() {
        isInherited = true
        isStarted = true
        status = .success
        for party in parties.keys { parties[party] = .success }
    }
}

extension JobSubmission {
    /// The submission with what the job takes over; `nil` for nothing.
    public func inheriting(_ inheritance: JobInheritance?) -> JobSubmission {
        JobSubmission(
            job: job, initiator: initiator, parties: parties, components: components,
            parallelism: parallelism, limits: limits, retries: retries, dsl: dsl, conf: conf,
            inheritance: inheritance)
    }
}
