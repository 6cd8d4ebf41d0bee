import EventStore
import Testing

/// What a reader of a log finds wrong with it, without looking at its file.
@Suite struct OpenLogVerifierTests {
    @Test(arguments: [0, 1, 17, 256, 2_500])
    func aSoundLogHasNoFindings(_ count: Int) async throws {
        let directory = TemporaryDirectory()
        let root = try await SampleLog.make(directory.path, count)
        let report = try await verify(directory.path)
        #expect(report == (try LogVerifier(directory: directory.path).verify()))
        #expect(report.isSound && report.eventCount == UInt64(count))
        #expect(report.root == root)
    }

    @Test func aLogInMemoryIsSound() async throws {
        let log = MemoryEventLog(site: "site-a")
        try await SampleLog.fill(log, 300)
        var verifier = OpenLogVerifier(log)
        let report = try await verifier.verify()
        #expect(report.findings == [] && report.eventCount == 300)
        await log.close()
    }

    @Test func aChangedRecordIsNamedAndTheRestRead() async throws {
        let damages: [(String, @Sendable (RawLog) throws -> Void)] = [
            (
                "position 7: salt and payload are not those of its commitment",
                { try $0.change(7) { $0[$0.count - 1] ^= 1 } }
            ),
            (
                "position 7: its leaf hash in the tree is another",
                { try $0.change(7) { $0[9] ^= 1 } }
            ),
            (
                "position 7: the event at position 7 is damaged: a flag is not valid",
                { try $0.change(7) { $0[1] ^= 128 } }
            ),
        ]
        for (finding, damage) in damages {
            let report = try await verify(damage)
            #expect(report.findings.first?.description == finding, "\(report.findings)")
            #expect(report.eventCount >= 299, "\(report.findings)")
        }
    }

    @Test func changesOfTheTreeAreNamed() async throws {
        let leaf = try await verify {
            var row = try $0.value(of: RawLog.key(1), in: "leaf-tiles")
            row[3 * 32] ^= 1
            try $0.put(RawLog.key(1), row, in: "leaf-tiles")
        }
        #expect(
            leaf.findings.map(\.description).contains(
                "position 20: its leaf hash in the tree is another"))
        let node = try await verify {
            var row = try $0.value(of: RawLog.key(1, 0), in: "node-tiles")
            row[0] ^= 1
            try $0.put(RawLog.key(1, 0), row, in: "node-tiles")
        }
        #expect(
            node.findings.map(\.description) == [
                "table node-tiles: the root over its hashes is not that over the events"
            ])
    }

    @Test func missingHashesAreFindings() async throws {
        let leaf = try await verify { try $0.delete(RawLog.key(2), in: "leaf-tiles") }
        #expect(leaf.findings.count == 16 && leaf.eventCount == 284, "\(leaf.findings)")
        #expect(leaf.findings.first?.place == .position(Position(33)), "\(leaf.findings)")
        #expect(leaf.root == nil)
    }

    private func verify(_ path: String) async throws -> LogReport {
        let log = try LMDBLogReader(path: path)
        var verifier = OpenLogVerifier(log)
        let report = try await verifier.verify()
        await log.close()
        return report
    }

    private func verify(_ damage: (RawLog) throws -> Void) async throws -> LogReport {
        let directory = TemporaryDirectory()
        _ = try await SampleLog.make(directory.path, 300)
        try RawLog.change(directory.path, damage)
        return try await verify(directory.path)
    }
}
