public import Domain

/// What happens to a job of guest and host, in as few words as a test needs.
public enum JobFacts {
    private static let need = ResourceNeed(engine: "standalone", cores: 4)

    /// A chain that runs, none of its tasks started.
    public static func running(
        _ names: [String], retries: RetryPolicy = RetryPolicy()
    ) -> [JobEvent] {
        running(Samples.chain(names, retries: retries))
    }

    /// A job that runs, none of its tasks started.
    public static func running(_ submission: JobSubmission) -> [JobEvent] {
        [
            .submitted(submission), .partyCreated(Samples.guest, need),
            .partyCreated(Samples.host, need),
        ] + reserved(attempt: 1)
    }

    /// Both parties take part in a round, and it runs.
    public static func started(round: Int, attempt: Int) -> [JobEvent] {
        [
            .partyReopened(Samples.guest, round: round, need),
            .partyReopened(Samples.host, round: round, need),
        ] + reserved(attempt: attempt)
    }

    private static func reserved(attempt: Int) -> [JobEvent] {
        [
            .startDecided(attempt: attempt, position: 3),
            .partyReserved(Samples.guest, attempt: attempt),
            .partyReserved(Samples.host, attempt: attempt), .started,
        ]
    }

    /// A task that both parties, or all up to one, run to the same end.
    public static func run(
        _ component: ComponentName, _ status: TaskStatus, version: Int = 0, upTo last: Party? = nil
    ) -> [JobEvent] {
        let start = JobEvent.taskStarted(component, version: version, position: 5)
        let first = report(component, Samples.guest, status, version: version)
        guard last != Samples.guest else { return [start, .taskReported(first)] }
        return [
            start, .taskReported(first),
            .taskReported(report(component, Samples.host, status, version: version)),
            .taskEnded(component, version: version, status),
        ]
    }

    /// A report; an end without success has the reason `why`.
    public static func report(
        _ component: ComponentName, _ party: Party, _ status: TaskStatus, version: Int = 0
    ) -> TaskReport {
        TaskReport(
            component: component, version: version, party: party, status: status,
            reason: status.isInterrupt ? "why" : "")
    }

    /// Both parties know that the job has ended.
    public static let closed: [JobEvent] = [
        .partyClosed(Samples.guest), .partyClosed(Samples.host),
    ]
}
