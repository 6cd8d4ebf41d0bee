import Domain
import TestKit
import Testing

/// A job that takes all its components over from an earlier one has nothing to run: it is over as
/// soon as its parties know that it runs.
@Suite struct TakenOverJobTests {
    private static let reason = "host:10000 has ended its part of the job by itself, as canceled"

    /// Everything is taken over, and the guest knows that the job runs.
    private func facts(_ names: [String] = ["a", "b"]) -> [JobEvent] {
        let inheritance = JobInheritance(
            source: JobID("202611200808000000000")!,
            components: names.map { TaskVersion(component: Samples.name($0), version: 0) })
        var facts = JobFacts.running(["a", "b"])
        facts.insert(.componentsInherited(inheritance), at: 1)
        return facts + [.partyStarted(Samples.guest)]
    }

    @Test func theLastPartyThatIsToldEndsIt() {
        Scenario<JobDecider>.given(facts()).when(.recordStart(Samples.host))
            .then(.partyStarted(Samples.host), .ended(.success, reason: ""))
    }

    @Test func aPartyThatHasLeftEndsItAsItLeft() {
        Scenario<JobDecider>.given(facts()).when(.recordStart(Samples.host, ended: .canceled))
            .then(
                .stopRequested(.canceled, reason: Self.reason),
                .ended(.canceled, reason: Self.reason))
        Scenario<JobDecider>.given(facts()).when(.recordStart(Samples.host, ended: .success))
            .then(
                .stopRequested(
                    .failed,
                    reason: "host:10000 has ended its part of the job by itself, as success"),
                .ended(
                    .failed,
                    reason: "host:10000 has ended its part of the job by itself, as success"))
    }

    @Test func aPartyThatRefusesEndsItInItsWords() {
        let reason = "host:10000 refuses to run the job: no such job"
        let refused = JobCommand.recordStart(Samples.host, refusal: "no such job")
        Scenario<JobDecider>.given(facts()).when(refused)
            .then(.stopRequested(.failed, reason: reason), .ended(.failed, reason: reason))
        Scenario<JobDecider>.given(facts(["a"])).when(refused).then()
    }

    @Test func aStopEndsItThoughNotAllAreTold() {
        Scenario<JobDecider>.given(facts()).when(.stop(.timeout, reason: "too long"))
            .then(
                .stopRequested(.timeout, reason: "too long"), .ended(.timeout, reason: "too long"))
    }

    /// Who runs a task hears of it by that.
    @Test func aJobThatRunsSomethingGoesOn() {
        Scenario<JobDecider>.given(facts(["a"]))
            .when(.recordStart(Samples.host, ended: .canceled)).then()
    }

    /// What its end was called in the earlier job, the coordinator is not told.
    @Test func aComponentThatPassedInTheEarlierJobIsNoDifference() {
        let source = JobID("202611200808000000000")!
        let a = Samples.name("a")
        var facts = JobFacts.running(["a"])
        facts.insert(
            .componentsInherited(
                JobInheritance(
                    source: source, components: [TaskVersion(component: a, version: 0)])), at: 1)
        facts += [
            .partyStarted(Samples.guest), .partyStarted(Samples.host),
            .ended(.success, reason: ""),
        ]
        let part: [PartyEvent] = [
            .created(Samples.creation(["a"])),
            .taskInherited(
                TaskInheritance(
                    component: a, source: source, version: 0,
                    result: WorkerResult(status: .pass))),
            .reserved(attempt: 1), .started, .ended(.success, reason: ""),
        ]
        let found = Reconciliation(
            coordinator: Self.items(facts + JobFacts.closed), party: Self.items(part),
            of: Samples.guest)
        #expect(found.divergences == [])
        #expect(found.isOver)
    }

    private static func items<Event: Hashable & Sendable>(
        _ events: [Event]
    ) -> [HistoryItem<Event>] {
        let noon = Timestamp(millisecondsSinceEpoch: 43_200_000)
        return events.enumerated().map { index, event in
            HistoryItem(
                event, actor: "test", position: UInt64(index + 1), recordedAt: noon)
        }
    }
}
