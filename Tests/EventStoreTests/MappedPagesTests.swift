import Glibc
import Testing

@testable import EventStore

/// What a log that was read takes of the memory of its reader.
@Suite struct MappedPagesTests {
    @Test func theMapOfAFileIsFoundAmongTheOthers() {
        let line = "7f06c0000000-7f16c0000000 r--s 00000000 fe:00 123    /x/data.mdb\n"
        #expect(
            MappedPages.range(in: line, ofFile: 123) == UInt(0x7f06_c000_0000)..<0x7f16_c000_0000)
        for other in [
            "7f06c0000000-7f16c0000000 r--s 00000000 fe:00 124    /x/data.mdb\n",
            "7f06c0000000-7f16c0000000 rw-p 00000000 fe:00 123    /x/data.mdb\n",
            "7f06c0000000-7f16c0000000 rw-p 00000000 00:00 0 \n", "", "r--s",
        ] {
            #expect(MappedPages.range(in: other, ofFile: 123) == nil, "\(other)")
        }
    }

    /// 48 MB are read; 32 may stay, and what the kernel maps around.
    @Test func whatWasReadIsGivenBack() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let log = try LMDBEventLog(
            path: path, site: "a", options: EventLogOptions(durability: .none))
        let stream = try #require(StreamName("s"))
        let payload = [UInt8](repeating: 7, count: 40_000)
        for hundred in 0..<12 {
            let events = (0..<100).map { Sample.event(100 * hundred + $0, payload: payload) }
            _ = try await log.append([
                StreamAppend(stream: stream, expected: .any, events: events)
            ])
        }
        var position = Position.origin
        while position < log.head {
            position = try #require(try log.events(after: position, limit: 50).last).position
        }
        let resident = try residentBytes(ofFile: "\(path)/data.mdb")
        #expect(resident > 0)
        #expect(resident < 40 << 20)
        // Who looks again finds it.
        let last = try log.events(of: stream, after: StreamVersion(1_199), limit: 1)
        #expect(last.first?.payload == payload)
        await log.close()
    }

    /// The `Rss` of a file's map (proc(5), smaps).
    private func residentBytes(ofFile path: String) throws -> Int {
        let file = try #require(fopen("/proc/self/smaps", "re"))
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4_096)
        var isFound = false
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if text.hasSuffix("\(path)\n") { isFound = true }
            guard isFound, text.hasPrefix("Rss:") else { continue }
            return try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
                << 10
        }
        Issue.record("\(path) is not mapped")
        return 0
    }
}
