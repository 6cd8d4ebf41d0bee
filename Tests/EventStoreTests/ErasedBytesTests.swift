import EventStore
import Testing

/// Erased bytes are nowhere in the log's files.
@Suite struct ErasedBytesTests {
    private static let secret = Array("the-secret-of-the-payload-".utf8)

    @Test(arguments: [200, 9_000])
    func erasedBytesAreGone(_ size: Int) async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        var positions: [Position] = []
        for number in 0..<120 {
            let isSecret = number % 4 == 1
            let payload = isSecret ? Self.payload(size) : Array("harmless".utf8)
            let receipt = try await log.append(
                to: Sample.stream("stream-\(number % 3)"), expected: .any,
                [Sample.event(number, payload: payload)])
            if isSecret { positions.append(receipt.last) }
        }
        #expect(Self.count(of: Self.secret, in: directory.path) >= positions.count)
        let salts = try log.events(after: .origin, limit: 200)
            .filter { positions.contains($0.position) }.map(\.salt.bytes)
        _ = try await log.erase(
            positions,
            appending: [
                StreamAppend(
                    stream: Sample.stream("site"), expected: .any, events: [Sample.event(500)])
            ])
        #expect(Self.count(of: Self.secret, in: directory.path) == 0)
        for salt in salts { #expect(Self.count(of: salt, in: directory.path) == 0) }
        // Nor does a later commit let them out of LMDB's memory.
        for _ in 0..<50 { try await log.append(3, to: "more") }
        #expect(Self.count(of: Self.secret, in: directory.path) == 0)
        await log.close()
        #expect(Self.count(of: Self.secret, in: directory.path) == 0)
        let report = try LogVerifier(directory: directory.path).verify()
        #expect(report.findings == [])
        #expect(report.erasedCount == UInt64(positions.count))
    }

    @Test func whatASlowReaderKeptIsDestroyedAtTheNextOpening() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        _ = try await log.append(
            to: Sample.stream("a"), expected: .any,
            [Sample.event(1, payload: Self.payload(200))])
        let envelope = try #require(try log.events(after: .origin, limit: 1).first).envelope
        await log.close()
        // What a crash right behind the commit leaves: the mark and the old pages.
        try RawLog.change(directory.path) { raw in
            try raw.put(RawLog.key(1), [1] + envelope.encoded, in: "events")
            try raw.put(Array("scrub".utf8), Array("due".utf8), in: "facts")
        }
        #expect(Self.count(of: Self.secret, in: directory.path) > 0)
        let again = try LMDBEventLog(path: directory.path, site: "site-a")
        #expect(Self.count(of: Self.secret, in: directory.path) == 0)
        #expect(try again.events(after: .origin, limit: 1).first?.hasPayload == false)
        await again.close()
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
    }

    private static func payload(_ size: Int) -> [UInt8] {
        Array((0...size / secret.count).flatMap { _ in secret }.prefix(size))
    }

    private static func count(of needle: [UInt8], in directory: String) -> Int {
        let bytes = DataFile.read(directory)
        var (count, index) = (0, 0)
        while index + needle.count <= bytes.count {
            if bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle)
            {
                count += 1
                index += needle.count
            } else {
                index += 1
            }
        }
        return count
    }
}
