import Domain
import TestKit
import Testing

/// Why components wait, out of the events of their job alone.
@Suite struct TaskWaitsTests {
    private let need = ResourceNeed(engine: "standalone", cores: 4)
    private let a = Samples.name("a")
    private let b = Samples.name("b")

    /// A job of a → b at guest and host whose tasks are retried once.
    private var waiting: [JobEvent] {
        [
            .submitted(
                Samples.chain(["a", "b"], retries: RetryPolicy(countMax: 1, delaySeconds: 5))),
            .partyCreated(Samples.guest, need), .partyCreated(Samples.host, need),
        ]
    }

    private var running: [JobEvent] {
        waiting + [
            .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
            .partyReserved(Samples.host, attempt: 1), .started,
        ]
    }

    private func reported(
        _ component: ComponentName, _ party: Party, _ status: TaskStatus, version: Int = 0
    ) -> JobEvent {
        .taskReported(
            TaskReport(
                component: component, version: version, party: party, status: status,
                reason: status.isInterrupt ? "no" : ""))
    }

    private func succeeded(_ component: ComponentName) -> [JobEvent] {
        [
            reported(component, Samples.guest, .success),
            reported(component, Samples.host, .success),
            .taskEnded(component, version: 0, .success),
        ]
    }

    /// The reasons after these events, the first of which was recorded at 1 ms, the next at 2 ms.
    private func waits(_ events: [JobEvent]) -> [ComponentName: [TaskWait]] {
        var moments = JobMoments()
        for (index, event) in events.enumerated() {
            moments.apply(event, at: Timestamp(millisecondsSinceEpoch: Int64(index + 1)))
        }
        let waits = TaskWaits(moments)
        return waits.tasks.reduce(into: [:]) { reasons, task in
            let own = waits.reasons(task)
            if !own.isEmpty { reasons[task.plan.name] = own }
        }
    }

    private func since(_ wait: TaskWait?) -> Int64? { wait?.since?.millisecondsSinceEpoch }

    @Test func aJobThatWaitsKeepsItsComponents() {
        let waits = waits(waiting)
        #expect(waits[a]?.map(\.code) == [.jobWaiting])
        #expect(waits[b]?.map(\.code) == [.jobWaiting])
        #expect(since(waits[b]?.first) == 1)
    }

    @Test func whatIsAskedForNamesThePartiesThatHaveNotBegun() {
        let ready = waits(running)
        #expect(ready[a]?.map(\.code) == [.starting])
        #expect(ready[a]?.first?.party == nil)
        let asked = waits(running + [.taskStarted(a, version: 0, position: 7)])
        #expect(asked[a]?.map(\.party) == [Samples.guest, Samples.host])
        #expect(asked[a]?.map(\.code) == [.starting, .starting])
        #expect(since(asked[a]?.last) == 8)
        let begun = waits(
            running + [
                .taskStarted(a, version: 0, position: 7), reported(a, Samples.host, .running),
            ])
        #expect(begun[a] == nil)
    }

    @Test func whatReadsCountsTheOutputsThatAreThere() {
        let wait = waits(running + [.taskStarted(a, version: 0, position: 7)])[b]?.first
        #expect(wait?.code == .upstream)
        #expect(wait?.amount?.unit == .components)
        #expect(wait?.amount?.wanted == 1)
        #expect(wait?.amount?.available == 0)
        #expect(wait?.heldBy.map(\.component) == [a])
        #expect(wait?.heldBy.map(\.status) == [.running])
        #expect(wait?.heldBy.first?.since == Timestamp(millisecondsSinceEpoch: 8))
        #expect(since(wait) == 7)
    }

    @Test func aPlaceIsWantedSinceEverythingElseIsThere() throws {
        let plans = ["a", "b"].map { name in
            PlannedComponent(
                name: Samples.name(name), module: "Noop", upstream: [], parties: [Samples.guest])
        }
        let submission = JobSubmission(
            job: Samples.job, initiator: Samples.guest, parties: [Samples.guest],
            components: plans, parallelism: 1, dsl: "{}", conf: "{}")
        let waits = waits([
            .submitted(submission), .partyCreated(Samples.guest, need),
            .startDecided(attempt: 1, position: 2), .partyReserved(Samples.guest, attempt: 1),
            .started, .taskStarted(a, version: 0, position: 5),
        ])
        let wait = try #require(waits[b]?.first)
        #expect(wait.code == .parallelism)
        #expect(wait.amount?.unit == .tasks)
        #expect(wait.amount?.available == 0)
        #expect(wait.amount?.total == 1)
        #expect(wait.heldBy.map(\.component) == [a])
        #expect(since(wait) == 5)
    }

    @Test func aRetryWaitsForItsTime() throws {
        let retry = TaskRetry(
            component: a, version: 1, dueAt: Timestamp(millisecondsSinceEpoch: 5_010),
            retriesLeft: 0, reason: "no")
        let failed: [JobEvent] = [
            .taskStarted(a, version: 0, position: 7), reported(a, Samples.guest, .failed),
            reported(a, Samples.host, .canceled), .taskEnded(a, version: 0, .failed),
        ]
        let owed = waits(running + failed)
        #expect(owed[b]?.map(\.code) == [.upstream])
        let waits = waits(running + failed + [.taskRetryScheduled(retry)])
        let wait = try #require(waits[a]?.first)
        #expect(wait.code == .retry)
        #expect(wait.retry == retry)
        #expect(since(wait) == 12)
        #expect(waits[b]?.map(\.code) == [.upstream])
    }

    /// The last retry fails at the guest: the host only follows.
    @Test func whatHasFailedForGoodNamesThePartyAtWhichItDid() throws {
        let retry = TaskRetry(
            component: a, version: 1, dueAt: Timestamp(millisecondsSinceEpoch: 5_010),
            retriesLeft: 0, reason: "no")
        let wait = try #require(
            waits(
                running + [
                    .taskRetryScheduled(retry), .taskStarted(a, version: 1, position: 8),
                    reported(a, Samples.guest, .failed, version: 1),
                    reported(a, Samples.host, .canceled, version: 1),
                    .taskEnded(a, version: 1, .failed),
                ])[b]?.first)
        #expect(wait.code == .upstreamFailed)
        #expect(wait.party == Samples.guest)
        #expect(wait.heldBy.map(\.status) == [.failed])
        #expect(since(wait) == 12)
    }

    @Test func nothingNewStartsInAJobThatIsStopped() {
        let stopped =
            running + [
                .taskStarted(a, version: 0, position: 7), reported(a, Samples.guest, .running),
                .stopRequested(.canceled, reason: "by hand"),
            ]
        let wait = waits(stopped)[b]?.first
        #expect(wait?.code == .jobStopping)
        #expect(since(wait) == 10)
        let ended = waits(
            stopped + [
                reported(a, Samples.guest, .canceled), reported(a, Samples.host, .canceled),
                .taskEnded(a, version: 0, .canceled), .ended(.canceled, reason: "by hand"),
            ])
        #expect(ended[a] == nil)
        #expect(ended[b]?.map(\.code) == [.jobEnded])
        #expect(since(ended[b]?.first) == 14)
    }

    @Test func nothingWaitsInAJobThatHasSucceeded() {
        let done =
            running + [.taskStarted(a, version: 0, position: 7)] + succeeded(a)
            + [.taskStarted(b, version: 0, position: 11)] + succeeded(b)
            + [.ended(.success, reason: "")]
        #expect(waits(done).isEmpty)
    }

    /// Components that read nothing of each other, at guest and host.
    private func sideBySide(
        _ names: [String], retries: Int = 0, parallelism: Int? = nil
    ) -> [JobEvent] {
        let plans = names.map { name in
            PlannedComponent(
                name: Samples.name(name), module: "Noop", upstream: [],
                parties: [Samples.guest, Samples.host])
        }
        let submission = JobSubmission(
            job: Samples.job, initiator: Samples.guest, parties: [Samples.guest, Samples.host],
            components: plans, parallelism: parallelism,
            retries: RetryPolicy(countMax: retries, delaySeconds: 0), dsl: "{}", conf: "{}")
        return [.submitted(submission)] + running.dropFirst()
    }

    /// Nothing starts while it is not known whether the job goes on.
    @Test func aRetryThatIsStillToComeHoldsUpTheOthers() throws {
        let events: [JobEvent] = [
            .taskStarted(a, version: 0, position: 7), reported(a, Samples.guest, .failed),
            .taskEnded(a, version: 0, .failed),
        ]
        let wait = try #require(waits(sideBySide(["a", "b"], retries: 1) + events)[b]?.first)
        #expect(wait.code == .retryAhead)
        #expect(wait.party == Samples.host)
        #expect(wait.heldBy.map(\.component) == [a])
        let failing = waits(sideBySide(["a", "b"]) + events)[b]?.first
        #expect(failing?.code == .jobFailing)
        #expect(failing?.party == Samples.guest)
    }

    /// What was asked for goes on though something else has failed.
    @Test func whatWasAskedForIsStartedBesideAFailure() {
        let waits = waits(
            sideBySide(["a", "b"]) + [
                .taskStarted(a, version: 0, position: 7), .taskStarted(b, version: 0, position: 7),
                reported(a, Samples.guest, .failed), .taskEnded(a, version: 0, .failed),
            ])
        #expect(waits[b]?.map(\.code) == [.starting, .starting])
    }

    @Test func whatNobodyHasBegunInTimeIsStopped() {
        let waits = waits(
            sideBySide(["a"]) + [
                .taskStarted(a, version: 0, position: 7),
                .taskLimitReached(a, version: 0, position: 8),
            ])
        #expect(waits[a]?.map(\.code) == [.timedOut, .timedOut])
        #expect(since(waits[a]?.first) == 9)
    }

    /// `b` has never run, and the rerun of `a` does without it.
    @Test func whatARerunDoesWithoutIsSaidBeforeItStarts() throws {
        let ended =
            sideBySide(["a", "b"], parallelism: 1) + [
                .taskStarted(a, version: 0, position: 7), .stopRequested(.canceled, reason: ""),
                reported(a, Samples.guest, .canceled), reported(a, Samples.host, .canceled),
                .taskEnded(a, version: 0, .canceled), .ended(.canceled, reason: ""),
                .partyClosed(Samples.guest), .partyClosed(Samples.host),
            ]
        let round = JobRound(
            number: 1, tasks: [TaskVersion(component: a, version: 1)], leftOut: [b])
        let waits = waits(ended + [.rerunRequested(round)])
        #expect(waits[a]?.map(\.code) == [.jobWaiting])
        #expect(waits[b]?.map(\.code) == [.leftOut])
        #expect(since(waits[b]?.first) == Int64(ended.count + 1))
    }

    /// A stop that has to wait for the answer of a party.
    @Test func aStopInTheQueueIsAStop() {
        let waits = waits(
            waiting + [.startDecided(attempt: 1, position: 3)] + [
                .stopRequested(.canceled, reason: "by hand")
            ])
        #expect(waits[a]?.map(\.code) == [.jobStopping])
    }
}
