import EventStore
import Foundation
import Testing

/// An export takes as much memory for a large log as for a small one.
@Suite struct ExportMemoryTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "export-\(UUID().uuidString)").path()

    /// All that the program may write to, of its own and of the libraries': data, heap and the stacks
    /// of its threads, in KiB. What is mapped from the log's file does not count.
    private static let limit = 100 << 10

    @Test func aLogOfTwiceTheLimitIsExportedWithinIt() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bytes = try await makeLog(events: 26_000, payload: 8_000)
        try #require(bytes > 2 * Self.limit << 10)
        let file = "\(folder)/segment"
        let export = try shell(
            "ulimit -s 1024; ulimit -d \(Self.limit); "
                + "exec '\(Programs.clotho.path())' log export '\(file)' --data-dir '\(folder)'")
        #expect(export.status == 0, "\(export.output)")
        #expect(export.output.contains("26000"), "\(export.output)")
        let segment = try SegmentFile(path: file)
        #expect(segment.header.last == Position(26_000))
    }

    @Test func theLimitHolds() throws {
        let large = try shell(
            "ulimit -d \(Self.limit); exec python3 -c 'bytearray(\(Self.limit << 10))'")
        #expect(large.status != 0 && large.output.contains("MemoryError"), "\(large.output)")
    }

    /// The size of the log's file in bytes.
    private func makeLog(events: Int, payload: Int) async throws -> Int {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let log = try LMDBEventLog(
            path: folder + "/log", site: "large", options: EventLogOptions(durability: .none))
        let stream = try #require(StreamName("job-large"))
        for first in stride(from: 0, to: events, by: 500) {
            let batch = (first..<first + 500).map { number in
                event([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: payload))
            }
            _ = try await log.append(to: stream, expected: .any, batch)
        }
        await log.close()
        let file = try FileManager.default.attributesOfItem(atPath: folder + "/log/data.mdb")
        return try #require(file[.size] as? Int)
    }

    private func event(_ payload: [UInt8]) -> NewEvent {
        var random = SystemRandomNumberGenerator()
        return NewEvent(
            id: .make(milliseconds: 1, random: &random), type: "track.logged", schema: 1,
            recordedAt: 1, actor: "worker", correlationID: "large", causationID: "",
            visibility: .site, salt: .make(using: &random), payload: payload)
    }

    private func shell(_ command: String) throws -> (status: Int32, output: String) {
        try Programs.run(URL(filePath: "/bin/bash"), ["-c", command])
    }
}
