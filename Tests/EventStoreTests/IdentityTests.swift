import EventStore
import Testing

@Suite struct IdentityTests {
    @Test func anEventIDIsAUUIDOfVersion7() throws {
        var random = SeededRandom(seed: 1)
        let id = EventID.make(milliseconds: 0x0123_4567_89AB, random: &random)
        #expect(Array(id.bytes.prefix(6)) == [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB])
        #expect(id.bytes[6] >> 4 == 7)
        #expect(id.bytes[8] >> 6 == 0b10)
        #expect(EventID(bytes: id.bytes) == id)
        #expect(id.description.hasPrefix("01234567-89ab-7"))
        #expect(id.description.utf8.count == 36)
    }

    @Test func otherBytesAreNoEventID() {
        #expect(EventID(bytes: [UInt8](repeating: 0, count: 16)) == nil)
        #expect(EventID(bytes: [UInt8](repeating: 0x77, count: 15)) == nil)
    }

    @Test func laterEventIDsSortLater() {
        var random = SeededRandom(seed: 2)
        let ids = (0..<100).map { EventID.make(milliseconds: Int64($0), random: &random) }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == 100)
    }

    @Test func aSaltIsItsBytes() throws {
        let bytes = (0..<16).map { UInt8($0) }
        let salt = try #require(Salt(bytes: bytes))
        #expect(salt.bytes == bytes)
        #expect(salt.description == "000102030405060708090a0b0c0d0e0f")
        #expect(Salt(bytes: bytes.dropLast()) == nil)
    }

    @Test(arguments: [
        "", "a\u{0}b", "a\nb", "a\u{7F}", "a\u{85}", String(repeating: "é", count: 201),
    ])
    func whatIsNoStreamName(_ text: String) {
        #expect(StreamName(text) == nil)
    }

    @Test(arguments: ["a", "job-20240101", "table-ns/名前", " ", String(repeating: "é", count: 200)])
    func whatIsAStreamName(_ text: String) {
        #expect(StreamName(text)?.text == text)
    }
}
