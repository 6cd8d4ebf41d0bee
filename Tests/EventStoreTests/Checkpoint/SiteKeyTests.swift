import EventStore
import Glibc
import Testing

@Suite struct SiteKeyTests {
    @Test func theKeyIsMadeOnceAndKept() throws {
        let directory = TemporaryDirectory()
        let file = directory.path + "/site.key"
        let first = try SiteKey(file: file, site: "a")
        #expect(try SiteKey(file: file, site: "a").verifier == first.verifier)
        let other = try SiteKey(file: directory.path + "/other.key", site: "a")
        #expect(other.verifier != first.verifier)
        var status = stat()
        #expect(stat(file, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test(arguments: [0o640, 0o604, 0o666] as [mode_t])
    func aKeyThatOthersMayReadIsRefused(_ mode: mode_t) throws {
        let directory = TemporaryDirectory()
        let file = directory.path + "/site.key"
        _ = try SiteKey(file: file, site: "a")
        chmod(file, mode)
        let refusal = EventLogError.invalid(
            "others may read \(file), the site's key; run: chmod 600 \(file)")
        #expect(throws: refusal) { try SiteKey(file: file, site: "a") }
    }

    @Test(arguments: ["", "00", String(repeating: "g", count: 64) + "\n"])
    func aFileThatIsNoKeyIsRefused(_ text: String) throws {
        let directory = TemporaryDirectory()
        let file = directory.path + "/site.key"
        let descriptor = open(file, O_CREAT | O_WRONLY, 0o600)
        let bytes = Array(text.utf8)
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        #expect(throws: EventLogError.self) { try SiteKey(file: file, site: "a") }
    }
}
