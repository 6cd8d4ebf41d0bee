import Domain
import Testing

@Suite struct MemorySizeTests {
    @Test(
        arguments: [
            ("0", 0), ("17", 17), ("1k", 1_024), ("512M", 512 << 20), ("2g", 2 << 30),
            ("1024t", 1 << 50),
        ] as [(String, Int?)])
    func readsWhatPeopleWrite(text: String, bytes: Int?) {
        #expect(MemorySize.bytes(text) == bytes)
    }

    @Test(arguments: ["", "g", "-1", "1.5g", "2 g", "2gb", "1025t", "99999999999999999999", "٣g"])
    func refusesEverythingElse(text: String) {
        #expect(MemorySize.bytes(text) == nil)
    }

    @Test(arguments: [("0", 0), ("3", 3), ("1k", 1_024), ("1537k", 1_537 << 10), ("2g", 2 << 30)])
    func writesTheLargestUnitThatIsWhole(text: String, bytes: Int) {
        #expect(MemorySize.text(bytes) == text)
        #expect(MemorySize.bytes(text) == bytes)
    }
}
