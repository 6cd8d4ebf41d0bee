import Domain
import TestKit
import Testing

@Suite struct JobTests {
    let need = ResourceNeed(engine: "standalone", cores: 4)
    let a = Samples.name("a")
    let b = Samples.name("b")

    /// A job of components a → b at guest and host, in the queue.
    var waiting: [JobEvent] {
        [
            .submitted(Samples.chain(["a", "b"])), .partyCreated(Samples.guest, need),
            .partyCreated(Samples.host, need),
        ]
    }

    var running: [JobEvent] {
        waiting + [
            .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
            .partyReserved(Samples.host, attempt: 1), .started,
        ]
    }

    func report(
        _ component: ComponentName, _ party: Party, _ status: TaskStatus, version: Int = 0
    ) -> TaskReport {
        TaskReport(
            component: component, version: version, party: party, status: status, reason: "")
    }

    @Test func aJobWaitsWhenAllPartiesHaveCreatedTheirPart() {
        #expect(JobDecider.replay(waiting.dropLast()).status == .ready)
        #expect(JobDecider.replay(waiting).status == .waiting)
    }

    @Test func oneRefusalToTakePartFailsTheJobWhenAllHaveAnswered() {
        Scenario<JobDecider>.given(.submitted(Samples.chain(["a"])))
            .when(.recordCreation(Samples.guest, .refused(reason: "no table")))
            .then(.partyRefused(Samples.guest, reason: "no table"))
        Scenario<JobDecider>.given(
            .submitted(Samples.chain(["a"])), .partyRefused(Samples.guest, reason: "no table")
        )
        .when(.recordCreation(Samples.host, .created(need)))
        .then(
            .partyCreated(Samples.host, need), .ended(.failed, reason: "guest:9999: no table"))
    }

    @Test func theLastReservationStartsTheJob() {
        Scenario<JobDecider>.given(
            waiting + [
                .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
            ]
        )
        .when(.recordReservation(Samples.host, attempt: 1, .reserved))
        .then(.partyReserved(Samples.host, attempt: 1), .started)
    }

    @Test func aShortageLeavesTheJobWaitingAndTheGrantToBeGivenBack() {
        let reason = WaitReason(code: .cores, party: Samples.host, text: "no cores")
        let state = JobDecider.replay(
            waiting + [
                .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
                .partyLacked(Samples.host, attempt: 1, [reason]),
            ])
        #expect(state.status == .waiting)
        #expect(!state.isStarting)
        #expect(state.waitReasons == [reason])
        #expect(state.attempts[0].reserved == [Samples.guest])
    }

    /// Each party's reasons are its own: they stay until that party has answered again.
    @Test func theReasonsOfAllPartiesThatLackSomethingAreKept() {
        let host = WaitReason(code: .cores, party: Samples.host, text: "no cores")
        let guest = [WaitReason.Code.cores, .memory].map {
            WaitReason(code: $0, party: Samples.guest, text: "nothing is free")
        }
        let behind = WaitReason(code: .behind, party: nil, text: "older jobs wait")
        let queued = waiting + [.waitingExplained([behind, host], position: 3)]
        #expect(JobDecider.replay(queued).waitReasons == [behind, host])
        let asked = queued + [.startDecided(attempt: 1, position: 4)]
        #expect(JobDecider.replay(asked).waitReasons == [host])
        // The guest is first in the conf, whoever answers first.
        let one = asked + [.partyLacked(Samples.host, attempt: 1, [host])]
        let both = one + [.partyLacked(Samples.guest, attempt: 1, guest)]
        #expect(JobDecider.replay(both).waitReasons == guest + [host])
        #expect(JobDecider.replay(both).attempts[0].lacking.count == 2)
        let again = both + [.startDecided(attempt: 2, position: 9)]
        #expect(JobDecider.replay(again).waitReasons == guest + [host])
        let reserved = again + [.partyReserved(Samples.guest, attempt: 2)]
        #expect(JobDecider.replay(reserved).waitReasons == [host])
        let less = reserved + [.partyLacked(Samples.host, attempt: 2, [host])]
        #expect(JobDecider.replay(less).waitReasons == [host])
    }

    @Test func allThatAPartyLacksIsRecorded() {
        let reasons = [WaitReason.Code.cores, .memory].map {
            WaitReason(code: $0, party: Samples.host, text: "nothing is free")
        }
        Scenario<JobDecider>.given(waiting + [.startDecided(attempt: 1, position: 3)])
            .when(.recordReservation(Samples.host, attempt: 1, .refused(reasons)))
            .then(.partyLacked(Samples.host, attempt: 1, reasons))
    }

    @Test func anAnswerToAnOldAttemptChangesNothing() {
        Scenario<JobDecider>.given(
            waiting + [
                .startDecided(attempt: 1, position: 3),
                .partyLacked(
                    Samples.guest, attempt: 1,
                    [WaitReason(code: .cores, party: Samples.guest, text: "")]),
                .partyLacked(
                    Samples.host, attempt: 1,
                    [WaitReason(code: .cores, party: Samples.host, text: "")]),
                .startDecided(attempt: 2, position: 9),
            ]
        )
        .when(.recordReservation(Samples.host, attempt: 1, .reserved)).then()
    }

    @Test func aTaskStartsOnlyWhenItsUpstreamIsDone() {
        Scenario<JobDecider>.given(running).when(.startTasks([b], position: 7))
            .thenRejected(.notStartable(b))
        Scenario<JobDecider>.given(running).when(.startTasks([a], position: 7))
            .then(.taskStarted(a, version: 0, position: 7))
    }

    @Test func noMoreTasksRunThanTheJobHasCoresFor() {
        let wide = JobSubmission(
            job: Samples.job, initiator: Samples.guest, parties: [Samples.guest],
            components: [a, b].map {
                PlannedComponent(name: $0, module: "Noop", upstream: [], parties: [Samples.guest])
            }, parallelism: 1, dsl: "{}", conf: "{}")
        let running: [JobEvent] = [
            .submitted(wide), .partyCreated(Samples.guest, need),
            .startDecided(attempt: 1, position: 2), .partyReserved(Samples.guest, attempt: 1),
            .started,
        ]
        Scenario<JobDecider>.given(running).when(.startTasks([a, b], position: 5))
            .thenRejected(.notStartable(b))
        Scenario<JobDecider>.given(running + [.taskStarted(a, version: 0, position: 5)])
            .when(.startTasks([b], position: 6)).thenRejected(.notStartable(b))
    }

    @Test func theLastPartyEndsTheTaskAndTheLastTaskEndsTheJob() {
        var facts = running + [.taskStarted(a, version: 0, position: 7)]
        facts.append(.taskReported(report(a, Samples.guest, .success)))
        Scenario<JobDecider>.given(facts).when(.report(report(a, Samples.host, .success)))
            .then(
                .taskReported(report(a, Samples.host, .success)),
                .taskEnded(a, version: 0, .success))
        facts += [
            .taskReported(report(a, Samples.host, .success)), .taskEnded(a, version: 0, .success),
            .taskStarted(b, version: 0, position: 10),
            .taskReported(report(b, Samples.guest, .pass)),
        ]
        Scenario<JobDecider>.given(facts).when(.report(report(b, Samples.host, .success)))
            .then(
                .taskReported(report(b, Samples.host, .success)),
                .taskEnded(b, version: 0, .success), .ended(.success, reason: ""))
    }

    @Test func aFailureEndsTheTaskAtOnceAndTheJobWhenTheSiblingsHaveStopped() {
        let failure = TaskReport(
            component: a, version: 0, party: Samples.host, status: .failed, reason: "worker died")
        let facts = running + [.taskStarted(a, version: 0, position: 7)]
        Scenario<JobDecider>.given(facts).when(.report(failure))
            .then(.taskReported(failure), .taskEnded(a, version: 0, .failed))
        Scenario<JobDecider>.given(
            facts + [.taskReported(failure), .taskEnded(a, version: 0, .failed)]
        )
        .when(.report(report(a, Samples.guest, .canceled)))
        .then(
            .taskReported(report(a, Samples.guest, .canceled)),
            .ended(.failed, reason: "a ended as failed: worker died"))
    }

    @Test func aReportTwiceOrAfterTheEndChangesNothing() {
        let facts =
            running + [
                .taskStarted(a, version: 0, position: 7),
                .taskReported(report(a, Samples.guest, .success)),
            ]
        for status in [TaskStatus.success, .failed, .running, .canceled] {
            Scenario<JobDecider>.given(facts).when(.report(report(a, Samples.guest, status)))
                .then()
        }
    }

    @Test func aReportForATaskThatWasNeverStartedIsRefused() {
        Scenario<JobDecider>.given(running).when(.report(report(a, Samples.guest, .success)))
            .thenRejected(.unknownVersion(a, version: 0))
        Scenario<JobDecider>.given(running)
            .when(.report(report(Samples.name("z"), Samples.guest, .success)))
            .thenRejected(.unknownComponent(Samples.name("z")))
        Scenario<JobDecider>.given(running)
            .when(.report(report(a, Samples.arbiter, .success)))
            .thenRejected(.unknownParty(Samples.arbiter))
    }

    @Test func stoppingAWaitingJobEndsItAtOnce() {
        Scenario<JobDecider>.given(waiting).when(.stop(.canceled, reason: "asked"))
            .then(
                .stopRequested(.canceled, reason: "asked"), .ended(.canceled, reason: "asked"))
    }

    @Test func stoppingARunningJobWaitsForItsWorkers() {
        let facts = running + [.taskStarted(a, version: 0, position: 7)]
        Scenario<JobDecider>.given(facts).when(.stop(.canceled, reason: "asked"))
            .then(.stopRequested(.canceled, reason: "asked"))
        let stopping =
            facts + [
                .stopRequested(.canceled, reason: "asked"),
                .taskReported(report(a, Samples.guest, .canceled)),
                .taskEnded(a, version: 0, .canceled),
            ]
        Scenario<JobDecider>.given(stopping).when(.report(report(a, Samples.host, .canceled)))
            .then(
                .taskReported(report(a, Samples.host, .canceled)),
                .ended(.canceled, reason: "asked"))
    }

    @Test func stoppingAnEndedJobChangesNothing() {
        Scenario<JobDecider>.given(waiting + [.ended(.canceled, reason: "")])
            .when(.stop(.canceled, reason: "again")).then()
    }

    /// The answer to the request to start was late, and the job did not need it any more.
    @Test func aStartThatIsConfirmedBehindTheEndSaysNothing() {
        Scenario<JobDecider>.given(waiting + [.ended(.canceled, reason: "")])
            .when(.recordStart(Samples.guest)).then()
    }

    @Test func aStopIsNoSuccess() {
        Scenario<JobDecider>.given(waiting).when(.stop(.success, reason: ""))
            .thenRejected(.notAStop(.success))
    }

    @Test func aJobIsSubmittedOnce() {
        Scenario<JobDecider>.given(waiting).when(.submit(Samples.chain(["a"])))
            .thenRejected(.alreadySubmitted)
        Scenario<JobDecider>.given().when(.recordStart(Samples.guest)).thenRejected(.unknownJob)
    }
}
