import EventStore
import Testing

/// Bytes of the data file that are not what was written: never a crash, and no wrong "sound".
@Suite struct DamagedFileTests {
    @Test func everyFlippedBitIsFoundOrHarmless() async throws {
        try await expectNoHarm(rounds: 50) { bytes, random in
            let index = Int.random(in: bytes.indices, using: &random)
            bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
    }

    @Test func flippedBitsInHeadersOfPagesAreFoundOrHarmless() async throws {
        try await expectNoHarm(rounds: 50) { bytes, random in
            let page = Int.random(in: 0..<bytes.count / 4_096, using: &random)
            let index = page * 4_096 + Int.random(in: 0..<(page < 2 ? 152 : 40), using: &random)
            bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
    }

    @Test func tornPagesAreFoundOrHarmless() async throws {
        try await expectNoHarm(rounds: 30) { bytes, random in
            let sector = Int.random(in: 0..<bytes.count / 512, using: &random) * 512
            let isZero = Bool.random(using: &random)
            for index in sector..<sector + 512 {
                bytes[index] = isZero ? 0 : UInt8.random(in: 0...255, using: &random)
            }
        }
    }

    @Test func pagesInTheWrongPlaceAreFoundOrHarmless() async throws {
        try await expectNoHarm(rounds: 30) { bytes, random in
            let from = Int.random(in: 0..<bytes.count / 4_096, using: &random) * 4_096
            let target = Int.random(in: 0..<bytes.count / 4_096, using: &random) * 4_096
            let page = Array(bytes[from..<from + 4_096])
            bytes.replaceSubrange(target..<target + 4_096, with: page)
        }
    }

    @Test func aShortFileIsFoundOrHarmless() async throws {
        try await expectNoHarm(rounds: 30) { bytes, random in
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        }
    }

    /// A log that verifies must read like the one that was written.
    private func expectNoHarm(
        rounds: Int, _ damage: (inout [UInt8], inout SeededRandom) -> Void
    ) async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let original = TemporaryDirectory()
        let root = try await SampleLog.make(original.path, 300)
        let bytes = DataFile.read(original.path)
        let wanted = try await contents(original.path)
        var found = 0
        for round in 0..<rounds {
            let directory = TemporaryDirectory()
            var damaged = bytes
            damage(&damaged, &random)
            DataFile.write(damaged, directory.path)
            let report: LogReport
            do {
                report = try LogVerifier(directory: directory.path).verify()
            } catch {
                Issue.record("seed \(seed), round \(round): \(error)")
                continue
            }
            if report.isSound {
                #expect(report.root == root, "seed \(seed), round \(round)")
                #expect(
                    try await contents(directory.path) == wanted, "seed \(seed), round \(round)")
            } else {
                found += 1
            }
        }
        #expect(found > 0)
    }

    private func contents(_ path: String) async throws -> [RecordedEvent] {
        let log = try LMDBEventLog(path: path, site: "site-a")
        _ = try await log.append(1, to: "more")
        let events = try log.events(after: .origin, limit: 1_000)
        for number in 0..<3 {
            let stream = try log.events(
                of: Sample.stream("stream-\(number)"), after: .none, limit: 1_000)
            #expect(stream.count == 100)
        }
        await log.close()
        return events
    }
}
