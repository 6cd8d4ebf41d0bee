import Domain
import TestKit
import Testing

@Suite struct PartyTests {
    let a = Samples.name("a")
    let identity = WorkerIdentity(processID: 42, startTicks: 7)
    let success = WorkerResult(status: .success)

    var reserved: [PartyEvent] {
        [.created(Samples.creation(["a", "b"])), .reserved(attempt: 1), .started]
    }

    var launched: [PartyEvent] {
        reserved + [starting(version: 0), .taskLaunched(a, version: 0, identity)]
    }

    func starting(version: Int) -> PartyEvent {
        .taskStarting(a, version: version, worker: "w\(version)", tokenDigest: "00")
    }

    func start(version: Int) -> PartyCommand {
        .startTask(a, version: version, worker: "w\(version)", tokenDigest: "00")
    }

    func starting(_ component: ComponentName) -> PartyEvent {
        .taskStarting(component, version: 0, worker: "w", tokenDigest: "00")
    }

    func start(_ component: ComponentName) -> PartyCommand {
        .startTask(component, version: 0, worker: "w", tokenDigest: "00")
    }

    @Test func aTaskNeedsTheCoresOfItsJob() {
        Scenario<PartyDecider>.given(.created(Samples.creation(["a"]))).when(start(version: 0))
            .thenRejected(.notReserved)
        Scenario<PartyDecider>.given(reserved).when(start(version: 0)).then(starting(version: 0))
    }

    @Test func noMoreTasksAreAtWorkThanThePartyHoldsCoresFor() {
        let (b, c) = (Samples.name("b"), Samples.name("c"))
        let two = Samples.creation(["a", "b", "c"], jobParameters: #"{"task_parallelism": 2}"#)
        let begun = [.created(two), .reserved(attempt: 1), .started, starting(version: 0)]
        Scenario<PartyDecider>.given(begun).when(start(b)).then(starting(b))
        Scenario<PartyDecider>.given(begun + [starting(b)]).when(start(c))
            .then(
                starting(c),
                .taskEnded(
                    c, version: 0, .failed,
                    reason: "guest:9999 holds cores for 2 tasks at once, and a, b are still at "
                        + "work there"))
        let ended = PartyEvent.taskEnded(a, version: 0, .success, reason: "")
        Scenario<PartyDecider>.given(begun + [starting(b), ended]).when(start(c))
            .then(starting(c))
    }

    @Test func oneTaskIsAtWorkWhereTheConfSaysNothing() {
        let b = Samples.name("b")
        Scenario<PartyDecider>.given(launched).when(start(b))
            .then(
                starting(b),
                .taskEnded(
                    b, version: 0, .failed,
                    reason: "guest:9999 holds cores for one task at once, and a is still at work "
                        + "there"))
    }

    @Test func whoTakesNoCoresIsNotLimitedByThem() {
        let b = Samples.name("b")
        Scenario<PartyDecider>.given(
            .created(Samples.creation(["a", "b"], cores: 0)), .reserved(attempt: 1), .started,
            starting(version: 0)
        )
        .when(start(b)).then(starting(b))
    }

    @Test func startingTwiceStartsOnce() {
        Scenario<PartyDecider>.given(launched).when(start(version: 0)).then()
    }

    @Test func successNeedsTheReportAndTheExit() {
        Scenario<PartyDecider>.given(launched).when(.reportEnd(a, version: 0, success))
            .then(.taskReported(a, version: 0, success))
        Scenario<PartyDecider>.given(launched + [.taskReported(a, version: 0, success)])
            .when(.recordExit(a, version: 0, .exited(code: 0)))
            .then(.taskEnded(a, version: 0, .success, reason: ""))
    }

    @Test func anExitWithoutAReportFailsAndNamesTheWorker() {
        Scenario<PartyDecider>.given(launched).when(.recordExit(a, version: 0, .killed(signal: 9)))
            .then(
                .taskEnded(
                    a, version: 0, .failed,
                    reason: "worker w0 (pid 42) of guest:9999 was killed by signal 9"))
        Scenario<PartyDecider>.given(launched).when(.recordExit(a, version: 0, .exited(code: 0)))
            .then(
                .taskEnded(
                    a, version: 0, .failed,
                    reason: "worker w0 (pid 42) of guest:9999 ended with exit code 0 without "
                        + "reporting a result"))
    }

    @Test func aSuccessWithABadExitIsNone() {
        Scenario<PartyDecider>.given(launched + [.taskReported(a, version: 0, success)])
            .when(.recordExit(a, version: 0, .exited(code: 1)))
            .then(
                .taskEnded(
                    a, version: 0, .failed,
                    reason: "worker w0 (pid 42) of guest:9999 ended with exit code 1"))
    }

    @Test func aReportBeforeTheRecordedLaunchCounts() {
        let early = reserved + [starting(version: 0)]
        Scenario<PartyDecider>.given(early).when(.reportEnd(a, version: 0, success))
            .then(.taskReported(a, version: 0, success))
        Scenario<PartyDecider>.given(early + [.taskReported(a, version: 0, success)])
            .when(.recordLaunch(a, version: 0, identity))
            .then(.taskLaunched(a, version: 0, identity))
    }

    @Test func aStopBeforeTheStartMakesALaterStartVoid() {
        let stopped: [PartyEvent] = [
            .taskStopRequested(a, version: 0, .canceled, reason: "asked"),
            .taskEnded(a, version: 0, .canceled, reason: "asked"),
        ]
        Scenario<PartyDecider>.given(reserved)
            .when(.stopTask(a, version: 0, .canceled, reason: "asked"))
            .then(stopped[0], stopped[1])
        Scenario<PartyDecider>.given(reserved + stopped).when(start(version: 0)).then()
    }

    @Test func aStoppedWorkerEndsAsTheStopSaid() {
        let stop = PartyEvent.taskStopRequested(a, version: 0, .canceled, reason: "asked")
        Scenario<PartyDecider>.given(launched)
            .when(.stopTask(a, version: 0, .canceled, reason: "asked")).then(stop)
        Scenario<PartyDecider>.given(launched + [stop])
            .when(.recordExit(a, version: 0, .killed(signal: 15)))
            .then(.taskEnded(a, version: 0, .canceled, reason: "asked"))
    }

    @Test func theCoresStayWhileAWorkerIsAtWork() {
        Scenario<PartyDecider>.given(launched).when(.end(.failed, reason: ""))
            .thenRejected(.stillAtWork([a]))
        Scenario<PartyDecider>.given(
            launched + [.taskEnded(a, version: 0, .failed, reason: "")]
        )
        .when(.end(.failed, reason: "x")).then(.ended(.failed, reason: "x"))
    }

    @Test func aReportForATaskThatNeverStartedIsRefused() {
        Scenario<PartyDecider>.given(reserved).when(.reportEnd(a, version: 0, success))
            .thenRejected(.unknownVersion(a, version: 0))
        Scenario<PartyDecider>.given(launched).when(.reportEnd(a, version: 3, success))
            .thenRejected(.unknownVersion(a, version: 3))
        Scenario<PartyDecider>.given(launched)
            .when(.reportEnd(a, version: 0, WorkerResult(status: .running)))
            .thenRejected(.notAnEnd(.running))
    }
}

extension PartyTests {
    @Test func anAttemptThatIsOverTakesNoCoresAgain() {
        let over: [PartyEvent] = [
            .created(Samples.creation(["a"])), .reserved(attempt: 1), .released(attempt: 1),
        ]
        Scenario<PartyDecider>.given(over).when(.reserve(attempt: 1))
            .thenRejected(.staleAttempt(1))
        Scenario<PartyDecider>.given(over).when(.reserve(attempt: 2)).then(.reserved(attempt: 2))
        Scenario<PartyDecider>.given(over + [.reserved(attempt: 2)]).when(.reserve(attempt: 1))
            .thenRejected(.staleAttempt(1))
    }
}
