import Domain
import Testing

@testable import clotho

/// Notes in the terminal.
@Suite struct JobNotesTests {
    private func data(_ guest: String, _ host: String) -> JSONValue {
        [
            "job_id": "202611210531440000000", "status": "success",
            "parties": [
                ["role": "guest", "party_id": "9999", "description": .string(guest)],
                ["role": "host", "party_id": "10000", "description": .string(host)],
            ],
        ]
    }

    private func lines(_ data: JSONValue) throws -> [String] {
        let picture = try #require(JobPicture(data))
        return JobDrawing(picture: picture, now: 0).lines(columns: 80).map(\.plainText)
    }

    @Test func whatAllHaveNamesNoParty() throws {
        #expect(try lines(data("the new tables", "the new tables"))[1] == "  notes: the new tables")
        #expect(try !lines(data("", "")).contains { $0.contains("notes") })
    }

    @Test func otherwiseThePartyIsNamed() throws {
        let lines = try lines(data("mine\n\nand more", "theirs"))
        #expect(
            lines[1...3] == [
                "  notes of guest 9999: mine", "    and more", "  notes of host 10000: theirs",
            ])
    }

    @Test func nothingOfItSteersTheTerminal() {
        #expect(PlainNotes("a\u{1B}[31mb\u{7}\u{202E}c\t").lines == ["a[31mbc"])
        #expect(PlainNotes(" \n\t\u{200B}").lines == [])
    }

    @Test func aTableHasTheBeginning() {
        #expect(PlainNotes("one\ntwo").line == "one two")
        let long = PlainNotes(String(repeating: "x", count: 41)).line
        #expect(long.count == 40 && long.hasSuffix("…"))
    }
}
