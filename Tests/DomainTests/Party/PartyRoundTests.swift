import Domain
import TestKit
import Testing

/// A party's part of a job that runs again.
@Suite struct PartyRoundTests {
    let a = Samples.name("a")
    let parameters = "{}"

    /// A part of which a has failed and which has ended.
    private var ended: [PartyEvent] {
        [
            .created(Samples.creation(["a"])), .reserved(attempt: 1), .started,
            .taskStarting(a, version: 0, worker: "w", tokenDigest: "00"),
            .taskEnded(a, version: 0, .failed, reason: "why"), .ended(.failed, reason: "why"),
        ]
    }

    private func created(_ version: Int, retries: Int = 0) -> PartyEvent {
        .taskCreated(a, version: version, autoRetries: retries, parameters: parameters)
    }

    @Test func anotherVersionIsCreatedOnce() {
        Scenario<PartyDecider>.given(ended)
            .when(.createTask(a, version: 1, autoRetries: 2)).then(created(1, retries: 2))
        Scenario<PartyDecider>.given(ended + [created(1)])
            .when(.createTask(a, version: 1, autoRetries: 2)).then()
        Scenario<PartyDecider>.given(ended + [created(2)])
            .when(.createTask(a, version: 1, autoRetries: 2)).then()
        let z = Samples.name("z")
        Scenario<PartyDecider>.given(ended).when(.createTask(z, version: 1, autoRetries: 0))
            .thenRejected(.unknownComponent(z))
        Scenario<PartyDecider>.given(Array(ended.prefix(4)))
            .when(.createTask(a, version: 1, autoRetries: 0)).thenRejected(.stillAtWork([a]))
    }

    @Test func anEndedPartTakesPartInTheNextRound() {
        Scenario<PartyDecider>.given(ended).when(.reopen(round: 1)).then(.reopened(round: 1))
        let reopened = ended + [created(1), .reopened(round: 1)]
        Scenario<PartyDecider>.given(reopened).when(.reopen(round: 1)).then()
        Scenario<PartyDecider>.given(Array(ended.dropLast())).when(.reopen(round: 1))
            .thenRejected(.notEnded(.running))
        Scenario<PartyDecider>.given(reopened).when(.reserve(attempt: 1))
            .thenRejected(.staleAttempt(1))
        Scenario<PartyDecider>.given(reopened).when(.reserve(attempt: 2))
            .then(.reserved(attempt: 2))
    }

    /// Nothing that speaks for a round or version that is over may touch the next one.
    @Test func whatComesLateChangesNothing() {
        let reopened = ended + [created(1), .reopened(round: 1), .reserved(attempt: 2)]
        for command: PartyCommand in [
            .start(round: 0), .end(.failed, reason: "", round: 0),
            .startTask(a, version: 0, worker: "x", tokenDigest: "11"),
            .stopTask(a, version: 0, .canceled, reason: ""), .release(attempt: 1),
        ] {
            Scenario<PartyDecider>.given(reopened).when(command).then()
        }
    }

    @Test func aStartThatOvertakesItsCreationCreatesTheVersion() {
        let reopened = ended + [.reopened(round: 1), .reserved(attempt: 2)]
        Scenario<PartyDecider>.given(reopened)
            .when(.startTask(a, version: 1, worker: "x", tokenDigest: "11"))
            .then(created(1), .taskStarting(a, version: 1, worker: "x", tokenDigest: "11"))
        Scenario<PartyDecider>.given(reopened)
            .when(.stopTask(a, version: 1, .canceled, reason: "other"))
            .then(
                created(1), .taskStopRequested(a, version: 1, .canceled, reason: "other"),
                .taskEnded(a, version: 1, .canceled, reason: "other"))
    }

    /// The request to take part got lost, and its round is over: it must not hold later.
    @Test func theEndOfARoundThatWasMissedClosesIt() {
        Scenario<PartyDecider>.given(ended).when(.end(.failed, reason: "late", round: 1))
            .then(.reopened(round: 1), .ended(.failed, reason: "late"))
        let missed = ended + [.reopened(round: 1), .ended(.failed, reason: "late")]
        Scenario<PartyDecider>.given(missed).when(.reopen(round: 1)).then()
        #expect(PartyDecider.replay(missed).status == .failed)
    }

    @Test func otherParametersAreForTheNextRound() {
        let old = Samples.creation(["a"])
        let plan = PartyTaskPlan(
            component: a, module: "Noop", provider: "clotho@1", parties: old.parties,
            parameters: #"{"milliseconds":7}"#, needRun: true, inputs: [],
            dataOutputs: ["data"], modelOutput: nil)
        let revision = PartyRevision(
            number: 1, conf: #"{"x":1}"#, jobParameters: "{}",
            need: ResourceNeed(engine: "standalone", cores: 8), tasks: [plan])
        Scenario<PartyDecider>.given(ended).when(.revise(revision)).then(.revised(revision))
        Scenario<PartyDecider>.given(Array(ended.dropLast())).when(.revise(revision))
            .thenRejected(.notEnded(.running))
        let revised = ended + [.revised(revision)]
        Scenario<PartyDecider>.given(revised).when(.revise(revision)).then()
        let state = PartyDecider.replay(revised)
        #expect(state.creation?.need.cores == 8 && state.creation?.conf == #"{"x":1}"#)
        Scenario<PartyDecider>.given(revised).when(.createTask(a, version: 1, autoRetries: 0))
            .then(
                .taskCreated(
                    a, version: 1, autoRetries: 0, parameters: #"{"milliseconds":7}"#))
    }
}
