import Domain
import TestKit
import Testing

/// A job whose party does not answer any more.
@Suite struct UnreachableTests {
    let a = Samples.name("a")
    let b = Samples.name("b")
    let noon = Timestamp(millisecondsSinceEpoch: 43_200_000)
    let silence = "host:10000 did not answer for 600 s"

    private var away: JobCommand {
        .noteUnreachable(Samples.host, since: noon, reason: silence)
    }

    private func lost(_ status: TaskStatus) -> JobEvent {
        .partyUnreachable(
            UnreachableParty(
                party: Samples.host, since: noon, tasks: [TaskVersion(component: a, version: 0)],
                status: status, reason: silence))
    }

    @Test func theJobFailsWhenNobodyElseIsAtWork() {
        let facts = JobFacts.running(["a", "b"]) + JobFacts.run(a, .success, upTo: Samples.guest)
        Scenario<JobDecider>.given(facts).when(away).then(
            .stopRequested(.failed, reason: silence), lost(.failed),
            .taskEnded(a, version: 0, .failed), .ended(.failed, reason: silence))
    }

    @Test func whoeverIsStillAtWorkIsWaitedFor() {
        let facts =
            JobFacts.running(["a"]) + [.taskStarted(a, version: 0, position: 5)]
        let stop = JobEvent.stopRequested(.failed, reason: silence)
        let end = JobEvent.taskEnded(a, version: 0, .failed)
        Scenario<JobDecider>.given(facts).when(away).then(stop, lost(.failed), end)
        let stopped = JobFacts.report(a, Samples.guest, .canceled)
        Scenario<JobDecider>.given(facts + [stop, lost(.failed), end]).when(.report(stopped))
            .then(.taskReported(stopped), .ended(.failed, reason: silence))
    }

    @Test func aJobThatIsBeingStoppedEndsAsItWasStopped() {
        let facts =
            JobFacts.running(["a"]) + [
                .taskStarted(a, version: 0, position: 5),
                .stopRequested(.canceled, reason: "asked by a user"),
                .taskReported(JobFacts.report(a, Samples.guest, .canceled)),
            ]
        Scenario<JobDecider>.given(facts).when(away).then(
            lost(.canceled), .taskEnded(a, version: 0, .canceled),
            .ended(.canceled, reason: "asked by a user"))
    }

    @Test func aPartyWhoseTasksAreOverIsNotMissed() {
        let facts = JobFacts.running(["a", "b"]) + JobFacts.run(a, .success)
        Scenario<JobDecider>.given(facts).when(away).then()
        Scenario<JobDecider>.given(facts + [.ended(.success, reason: "")]).when(away).then()
        let stranger = Party(.host, PartyID(77))
        Scenario<JobDecider>.given(facts)
            .when(.noteUnreachable(stranger, since: noon, reason: silence))
            .thenRejected(.unknownParty(stranger))
    }

    @Test func itsLateReportChangesNothing() {
        let facts =
            JobFacts.running(["a"]) + JobFacts.run(a, .success, upTo: Samples.guest) + [
                .stopRequested(.failed, reason: silence), lost(.failed),
                .taskEnded(a, version: 0, .failed), .ended(.failed, reason: silence),
            ]
        Scenario<JobDecider>.given(facts)
            .when(.report(JobFacts.report(a, Samples.host, .success))).then()
        #expect(JobDecider.replay(facts).tasks[a]?.parties[Samples.host] == .failed)
    }
}
