import Domain
import TestKit
import Testing

/// What people keep with a job.
@Suite struct PartyNotesTests {
    private let created = [PartyEvent.created(Samples.creation(["a"]))]

    @Test func notesReplaceEachOther() {
        Scenario<PartyDecider>.given(created).when(.note("first")).then(.noted("first"))
        Scenario<PartyDecider>.given(created + [.noted("first")])
            .when(.note("first")).then()
        Scenario<PartyDecider>.given(created + [.noted("first")])
            .when(.note("")).then(.noted(""))
        Scenario<PartyDecider>.given(created).when(.note("")).then()
    }

    @Test func theyAreKeptBehindTheEndToo() {
        Scenario<PartyDecider>.given(created + [.ended(.canceled, reason: "")])
            .when(.note("late")).then(.noted("late"))
    }

    @Test func theyAreShortAndAboutAJob() {
        let longest = String(repeating: "ä", count: PartyDecider.notesBytesMax / 2)
        Scenario<PartyDecider>.given(created).when(.note(longest)).then(.noted(longest))
        Scenario<PartyDecider>.given(created).when(.note(longest + "a"))
            .thenRejected(.notesTooLong(bytes: PartyDecider.notesBytesMax + 1))
        Scenario<PartyDecider>.given().when(.note("a")).thenRejected(.unknownJob)
    }
}
