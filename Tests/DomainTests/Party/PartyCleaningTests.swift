import Domain
import TestKit
import Testing

/// What an ended job has left behind goes.
@Suite struct PartyCleaningTests {
    let a = Samples.name("a")
    private let table = TableName(namespace: "output_data_a_0", name: "1")!

    private func result(_ tables: [TableName]) -> WorkerResult {
        WorkerResult(
            status: .success,
            tables: tables.map { TaskOutput(name: "data", table: $0, content: Samples.content) })
    }

    /// A part of which a has succeeded and which has ended.
    private var ended: [PartyEvent] {
        [
            .created(Samples.creation(["a", "b"])), .reserved(attempt: 1), .started,
            .taskStarting(a, version: 0, worker: "w", tokenDigest: "00"),
            .taskReported(a, version: 0, result([table])),
            .taskEnded(a, version: 0, .success, reason: ""), .ended(.success, reason: ""),
        ]
    }

    private var cleaned: PartyEvent {
        .cleaned(PartyCleaning(components: [a], tables: [table]))
    }

    @Test func itIsCleanedOnce() {
        Scenario<PartyDecider>.given(ended).when(.clean([a], tables: [table])).then(cleaned)
        Scenario<PartyDecider>.given(ended + [cleaned]).when(.clean([a], tables: [])).then()
        // A table that was kept the first time goes the second.
        Scenario<PartyDecider>.given(ended + [cleaned])
            .when(.clean([a], tables: [table])).then(cleaned)
    }

    @Test func onlyAnEndedJobIsCleaned() {
        for count in 1..<ended.count {
            let status: JobStatus = count < 3 ? .waiting : .running
            Scenario<PartyDecider>.given(Array(ended.prefix(count)))
                .when(.clean([a], tables: [])).thenRejected(.notEnded(status))
        }
        let z = Samples.name("z")
        Scenario<PartyDecider>.given(ended).when(.clean([z], tables: []))
            .thenRejected(.unknownComponent(z))
        #expect("\(PartyRejection.notEnded(.running))".contains("stop it first"))
    }

    @Test func theStateKnowsWhatIsGone() {
        let other = TableName(namespace: "output_data_a_0", name: "2")!
        var events = ended
        events[4] = .taskReported(a, version: 0, result([table, other]))
        let state = PartyDecider.replay(events + [cleaned])
        #expect(state.runs[a]?.result?.tables.map(\.table) == [other])
        #expect(state.componentsWithoutOutput == [a])
        let kept = PartyDecider.replay(
            ended + [.cleaned(PartyCleaning(components: [a], tables: []))])
        #expect(kept.componentsWithoutOutput.isEmpty)
    }

    @Test func anotherRunHasOutputAgain() {
        let again: [PartyEvent] = [
            cleaned, .taskCreated(a, version: 1, autoRetries: 0, parameters: "{}"),
            .reopened(round: 1), .reserved(attempt: 2), .started,
            .taskStarting(a, version: 1, worker: "w", tokenDigest: "00"),
        ]
        #expect(PartyDecider.replay(ended + again).componentsWithoutOutput.isEmpty)
        let done =
            again + [.taskEnded(a, version: 1, .success, reason: ""), .ended(.success, reason: "")]
        Scenario<PartyDecider>.given(ended + done).when(.clean([a], tables: []))
            .then(.cleaned(PartyCleaning(components: [a], tables: [])))
    }
}
