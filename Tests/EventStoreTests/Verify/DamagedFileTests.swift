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

    @Test(arguments: [1, 16, 17, 150, 299, 300])
    func aFlippedBitOfAnEventIsNamedByItsPosition(_ position: UInt64) async throws {
        let report = try await verify(damagedAt: position) { bytes, places in
            for place in places { bytes[place] ^= 4 }
        }
        #expect(
            report.findings.map(\.description) == [
                "position \(position): salt and payload are not those of its commitment"
            ])
    }

    @Test(arguments: [1, 16, 17, 150, 299, 300])
    func aTornPageIsNamedByItsNumberOrItsEvents(_ position: UInt64) async throws {
        var pages: Set<UInt64> = []
        let report = try await verify(damagedAt: position) { bytes, places in
            for page in Set(places.map { $0 / 4_096 }) {
                pages.insert(UInt64(page))
                // The second half of the page is not the one that belongs to the first.
                for index in page * 4_096 + 2_048..<(page + 1) * 4_096 { bytes[index] = 0xA5 }
            }
        }
        #expect(
            report.findings.contains { finding in
                switch finding.place {
                case .page(let number, _): pages.contains(number)
                case .position(Position(position)): true
                case .positions(let range): range.contains(Position(position))
                case .position, .file, .table, .stream: false
                }
            }, "\(report.findings)")
    }

    /// Damages a log of 300 events wherever its file has the payload of one of them.
    private func verify(
        damagedAt position: UInt64, _ damage: (inout [UInt8], [Int]) -> Void
    ) async throws -> LogReport {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        for first in stride(from: 1, through: 300, by: 50) {
            let events = (first..<first + 50).map {
                Sample.event($0, payload: Array("what event \($0) says;".utf8))
            }
            _ = try await log.append(to: Sample.stream("a"), expected: .any, events)
        }
        await log.close()
        var bytes = DataFile.read(directory.path)
        let payload = Array("what event \(position) says;".utf8)
        let places = bytes.indices.dropLast(payload.count).filter {
            bytes[$0] == payload[0] && bytes[$0..<$0 + payload.count].elementsEqual(payload)
        }
        try #require(!places.isEmpty)
        damage(&bytes, places)
        let damaged = TemporaryDirectory()
        DataFile.write(bytes, damaged.path)
        return try LogVerifier(directory: damaged.path).verify()
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
