import Domain
import Scheduler
import TestKit
import Testing

@Suite struct ReactorTests {
    let need = ResourceNeed(engine: "standalone", cores: 4)
    let a = Samples.name("a")

    func due(_ events: [JobEvent]) -> [Effect] { JobReactor.due(in: JobDecider.replay(events)) }

    var created: [JobEvent] {
        [
            .submitted(Samples.chain(["a"])), .partyCreated(Samples.guest, need),
            .partyCreated(Samples.host, need),
        ]
    }

    @Test func everyPartyIsAskedUntilItHasAnswered() {
        #expect(
            due(Array(created.prefix(2))) == [.createParty(Samples.job, Samples.host)])
        #expect(due(created).isEmpty)
    }

    @Test func aFailedAttemptGivesBackWhatWasReserved() {
        let reason = WaitReason(code: .cores, party: Samples.host, text: "")
        let failed: [JobEvent] =
            created + [
                .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
                .partyLacked(Samples.host, attempt: 1, [reason]),
            ]
        #expect(due(failed) == [.releaseCores(Samples.job, Samples.guest, attempt: 1)])
        #expect(due(failed + [.partyReleased(Samples.guest, attempt: 1)]).isEmpty)
    }

    @Test func theSiblingsOfAFailedPartyAreStopped() {
        let failure = TaskReport(
            component: a, version: 0, party: Samples.host, status: .failed, reason: "x")
        let events: [JobEvent] =
            created + [
                .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
                .partyReserved(Samples.host, attempt: 1), .started, .partyStarted(Samples.guest),
                .partyStarted(Samples.host), .taskStarted(a, version: 0, position: 8),
                .taskReported(failure), .taskEnded(a, version: 0, .failed),
            ]
        let task = TaskID(job: Samples.job, component: a, version: 0)
        #expect(
            due(events) == [
                .stopTask(
                    task, Samples.guest, as: .canceled, reason: "another party's part of a failed"),
                .collectStatus(task, Samples.guest),
            ])
    }

    @Test func anEndedJobTellsItsPartiesUntilAllHaveAnswered() {
        let ended = created + [.ended(.canceled, reason: "asked")]
        #expect(
            due(ended) == [
                .endParty(Samples.job, Samples.guest, round: 0, as: .canceled, reason: "asked"),
                .endParty(Samples.job, Samples.host, round: 0, as: .canceled, reason: "asked"),
            ])
        #expect(due(ended + [.partyClosed(Samples.guest), .partyClosed(Samples.host)]).isEmpty)
    }

    @Test func aRunIsLaunchedWatchedAndReported() {
        let identity = WorkerIdentity(processID: 5, startTicks: 6)
        let task = TaskID(job: Samples.job, component: a, version: 0)
        let starting: [PartyEvent] = [
            .created(Samples.creation(["a"])), .reserved(attempt: 1),
            .taskStarting(a, version: 0, worker: "w", tokenDigest: "00"),
        ]
        let launched = starting + [.taskLaunched(a, version: 0, identity)]
        #expect(
            PartyReactor.due(in: PartyDecider.replay(starting))
                == [.launchWorker(task, Samples.guest)])
        #expect(
            PartyReactor.due(in: PartyDecider.replay(launched))
                == [.watchWorker(task, Samples.guest, worker: "w", identity)])
        let ended = launched + [.taskEnded(a, version: 0, .failed, reason: "x")]
        #expect(
            PartyReactor.due(in: PartyDecider.replay(ended)) == [
                .reportStatus(task, Samples.guest, .failed, reason: "x"),
                .discardMessages(task, Samples.guest),
            ])
    }
}
