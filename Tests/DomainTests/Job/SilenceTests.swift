import Domain
import TestKit
import Testing

/// A job that runs on while one of its parties does not answer.
@Suite struct SilenceTests {
    let a = Samples.name("a")
    let reason = WaitReason(code: .unreachable, party: Samples.host, text: "no answer for 31 s")

    private var atWork: [JobEvent] {
        JobFacts.running(["a", "b"]) + [.taskStarted(a, version: 0, position: 5)]
    }

    private var silent: JobEvent { .waitingExplained([reason], position: 0) }
    private var heard: JobEvent { .waitingExplained([], position: 0) }

    @Test func itIsRecordedOnceAndTakenBackOnce() {
        Scenario<JobDecider>.given(atWork).when(.noteSilence(reason)).then(silent)
        let longer = WaitReason(
            code: .unreachable, party: Samples.host, text: "no answer for 90 s")
        Scenario<JobDecider>.given(atWork + [silent]).when(.noteSilence(longer)).then()
        Scenario<JobDecider>.given(atWork + [silent]).when(.endSilence(Samples.host)).then(heard)
        Scenario<JobDecider>.given(atWork).when(.endSilence(Samples.host)).then()
        #expect(JobDecider.replay(atWork + [silent]).silentParties == [Samples.host])
        #expect(JobDecider.replay(atWork + [silent, heard]).silentParties.isEmpty)
    }

    @Test func eachPartyIsSilentForItself() {
        let other = WaitReason(code: .unreachable, party: Samples.guest, text: "away")
        Scenario<JobDecider>.given(atWork + [silent]).when(.noteSilence(other))
            .then(.waitingExplained([reason, other], position: 0))
        Scenario<JobDecider>.given(atWork + [.waitingExplained([reason, other], position: 0)])
            .when(.endSilence(Samples.host)).then(.waitingExplained([other], position: 0))
    }

    @Test func whoReportsIsNotSilent() {
        let report = JobFacts.report(a, Samples.host, .success)
        Scenario<JobDecider>.given(atWork + [silent]).when(.report(report))
            .then(heard, .taskReported(report))
        // What was said before says nothing of the task.
        let said = [JobEvent.taskReported(report), silent]
        Scenario<JobDecider>.given(atWork + said).when(.report(report)).then(heard)
        Scenario<JobDecider>.given(atWork + said + [heard]).when(.report(report)).then()
    }

    @Test func onlyOneFromWhomSomethingIsToComeIsSilent() {
        let isStarted = atWork + [.partyStarted(Samples.guest), .partyStarted(Samples.host)]
        Scenario<JobDecider>.given(isStarted).when(.noteSilence(reason)).then(silent)
        let hasEnded = [JobEvent.taskReported(JobFacts.report(a, Samples.host, .success))]
        Scenario<JobDecider>.given(isStarted + hasEnded).when(.noteSilence(reason)).then()
        // The call that says that the job runs is still on its way.
        Scenario<JobDecider>.given(atWork + hasEnded).when(.noteSilence(reason)).then(silent)
        let b = Samples.name("b")
        let next: [JobEvent] = [
            .taskReported(JobFacts.report(a, Samples.guest, .success)),
            .taskEnded(a, version: 0, .success), .taskStarted(b, version: 0, position: 9),
        ]
        Scenario<JobDecider>.given(isStarted + hasEnded + next).when(.noteSilence(reason))
            .then(silent)
    }

    @Test func onlyAJobThatRunsSaysSo() {
        let waiting = Array(JobFacts.running(["a"]).prefix(3))
        Scenario<JobDecider>.given(waiting).when(.noteSilence(reason)).then()
        Scenario<JobDecider>.given(atWork + [.ended(.failed, reason: "")])
            .when(.noteSilence(reason)).then()
        let stranger = WaitReason(
            code: .unreachable, party: Party(.host, PartyID(77)), text: "away")
        Scenario<JobDecider>.given(atWork).when(.noteSilence(stranger)).then()
    }

    @Test func nobodyIsSilentWhoIsNotWaitedFor() {
        let facts = atWork + [.taskReported(JobFacts.report(a, Samples.guest, .success)), silent]
        let noon = Timestamp(millisecondsSinceEpoch: 43_200_000)
        let lost = UnreachableParty(
            party: Samples.host, since: noon, tasks: [TaskVersion(component: a, version: 0)],
            status: .failed, reason: "away")
        Scenario<JobDecider>.given(facts)
            .when(.noteUnreachable(Samples.host, since: noon, reason: "away"))
            .then(
                heard, .stopRequested(.failed, reason: "away"), .partyUnreachable(lost),
                .taskEnded(a, version: 0, .failed), .ended(.failed, reason: "away"))
    }
}
