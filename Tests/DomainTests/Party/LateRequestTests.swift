import Domain
import TestKit
import Testing

/// Requests that come late or twice, as they do between sites.
@Suite struct LateRequestTests {
    let created = PartyEvent.created(Samples.creation(["a"]))
    let need = ResourceNeed(engine: "standalone", cores: 4)

    @Test func theEndOfAJobThatWasNeverCreatedMakesItsCreationVoid() {
        Scenario<PartyDecider>.given().when(.end(.failed, reason: "no answer"))
            .then(.ended(.failed, reason: "no answer"))
        let ended = PartyEvent.ended(.failed, reason: "no answer")
        Scenario<PartyDecider>.given(ended).when(.end(.failed, reason: "no answer")).then()
        Scenario<PartyDecider>.given(ended).when(.create(Samples.creation(["a"])))
            .thenRejected(.alreadyEnded(.failed))
    }

    @Test func anAttemptThatWasTakenBackOrLackedReservesNothingLater() {
        Scenario<PartyDecider>.given(created).when(.release(attempt: 1))
            .then(.released(attempt: 1))
        Scenario<PartyDecider>.given(created, .released(attempt: 1)).when(.reserve(attempt: 1))
            .thenRejected(.staleAttempt(1))
        Scenario<PartyDecider>.given(created).when(.noteLack(attempt: 1))
            .then(.lacked(attempt: 1))
        Scenario<PartyDecider>.given(created, .lacked(attempt: 1)).when(.reserve(attempt: 1))
            .thenRejected(.staleAttempt(1))
        Scenario<PartyDecider>.given(created, .lacked(attempt: 1)).when(.reserve(attempt: 2))
            .then(.reserved(attempt: 2))
    }

    @Test func aLateReleaseOfAnOldAttemptLeavesTheNewOneItsCores() {
        Scenario<PartyDecider>.given(created, .reserved(attempt: 2)).when(.release(attempt: 1))
            .then()
    }

    /// The answer to the first start was lost; the job has been ended at the party meanwhile.
    @Test func aStartThatComesAgainAfterTheEndIsNoRefusal() {
        let a = Samples.name("a")
        let again = PartyCommand.startTask(a, version: 0, worker: "w", tokenDigest: "00")
        let facts: [PartyEvent] = [
            created, .reserved(attempt: 1), .started,
            .taskStarting(a, version: 0, worker: "v", tokenDigest: "00"),
            .taskEnded(a, version: 0, .canceled, reason: "left"),
            .ended(.canceled, reason: "left"),
        ]
        Scenario<PartyDecider>.given(facts).when(again).then()
        Scenario<PartyDecider>.given(created, .ended(.canceled, reason: "left")).when(again)
            .thenRejected(.alreadyEnded(.canceled))
    }

    @Test func aPartyThatHasLeftEndsTheJobThatWaitsForIt() {
        let facts: [JobEvent] = [
            .submitted(Samples.chain(["a"])), .partyCreated(Samples.guest, need),
            .partyCreated(Samples.host, need), .startDecided(attempt: 1, position: 3),
            .partyReserved(Samples.guest, attempt: 1),
        ]
        let reason = "host:10000 has ended its part of the job by itself, as canceled"
        Scenario<JobDecider>.given(facts)
            .when(.recordReservation(Samples.host, attempt: 1, .ended(.canceled)))
            .then(
                .partyLacked(
                    Samples.host, attempt: 1,
                    [WaitReason(code: .refused, party: Samples.host, text: reason)]),
                .stopRequested(.canceled, reason: reason), .ended(.canceled, reason: reason))
        // A stop that came before it keeps its reason.
        Scenario<JobDecider>.given(facts + [.stopRequested(.timeout, reason: "too long")])
            .when(.recordReservation(Samples.host, attempt: 1, .ended(.canceled)))
            .then(
                .partyLacked(
                    Samples.host, attempt: 1,
                    [WaitReason(code: .refused, party: Samples.host, text: reason)]),
                .ended(.timeout, reason: "too long"))
    }

    @Test func aPartyWithoutAnAnswerFailsTheJobAndIsToldOfIt() {
        let facts: [JobEvent] = [
            .submitted(Samples.chain(["a"])), .partyCreated(Samples.guest, need),
        ]
        let given = JobEvent.partyUnanswered(Samples.host, reason: "away")
        Scenario<JobDecider>.given(facts)
            .when(.recordCreation(Samples.host, .unanswered(reason: "away")))
            .then(given, .ended(.failed, reason: "host:10000: away"))
        let ended = facts + [given, .ended(.failed, reason: "host:10000: away")]
        // Its answer comes too late; the job is over when the party knows of the end.
        Scenario<JobDecider>.given(ended)
            .when(.recordCreation(Samples.host, .created(need))).then()
        #expect(!JobDecider.replay(ended + [.partyClosed(Samples.guest)]).isClosed)
        #expect(
            JobDecider.replay(
                ended + [.partyClosed(Samples.guest), .partyClosed(Samples.host)]
            ).isClosed)
    }

    @Test func coresThatMayBeHeldElsewhereAreGivenBack() {
        let away = WaitReason(code: .unreachable, party: Samples.host, text: "away")
        let facts: [JobEvent] = [
            .submitted(Samples.chain(["a"])), .partyCreated(Samples.guest, need),
            .partyCreated(Samples.host, need), .startDecided(attempt: 1, position: 3),
            .partyReserved(Samples.guest, attempt: 1),
            .partyLacked(Samples.host, attempt: 1, [away]),
        ]
        Scenario<JobDecider>.given(facts).when(.recordRelease(Samples.host, attempt: 1))
            .then(.partyReleased(Samples.host, attempt: 1))
        Scenario<JobDecider>.given(facts + [.partyReleased(Samples.host, attempt: 1)])
            .when(.recordRelease(Samples.host, attempt: 1)).then()
    }
}
