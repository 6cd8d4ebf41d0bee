import EventStore
import Testing

/// What a verification finds, and that it calls it by its place.
@Suite struct LogVerifierTests {
    @Test(arguments: [0, 1, 16, 17, 255, 256, 257, 3_000])
    func aSoundLogHasNoFindings(_ count: Int) async throws {
        let directory = TemporaryDirectory()
        let root = try await SampleLog.make(directory.path, count)
        let report = try LogVerifier(directory: directory.path).verify()
        #expect(report.findings == [])
        #expect(report.isSound)
        #expect(report.site == "site-a")
        #expect(report.head == Position(UInt64(count)))
        #expect(report.eventCount == UInt64(count))
        #expect(report.root == root)
    }

    @Test func noLogIsAnError() {
        let directory = TemporaryDirectory()
        #expect(throws: EventLogError.missing(path: directory.path)) {
            try LogVerifier(directory: directory.path).verify()
        }
    }

    @Test func aChangedRecordIsNamed() async throws {
        try await Self.expect("position 7: salt and payload are not those of its commitment") {
            try $0.change(7) { $0[$0.count - 1] ^= 1 }
        }
        try await Self.expect("position 7: its leaf hash in leaf-tiles is another") {
            try $0.change(7) { $0[9] ^= 1 }  // The time.
        }
        try await Self.expect("position 7: the record is damaged: a flag is not valid") {
            try $0.change(7) { $0[1] ^= 128 }
        }
    }

    @Test func changesOfTheTextsAreNamed() async throws {
        try await Self.expect("position 7: its leaf hash in leaf-tiles is another") {
            try $0.put(RawLog.key(1), Array("account:mallory".utf8), in: "texts")
        }
        try await Self.expect(
            "position 7: the record is damaged: the number of the actor is not valid"
        ) { try $0.delete(RawLog.key(1), in: "texts") }
        try await Self.expect("table texts: number 1 is no text") {
            try $0.put(RawLog.key(1), [7], in: "texts")
        }
        try await Self.expect("table texts: entry 0000000000000001 is out of order") {
            try $0.delete(RawLog.key(0), in: "texts")
        }
    }

    @Test func missingAndForeignEventsAreNamed() async throws {
        try await Self.expect("positions 9 to 10: the events are missing") {
            try $0.delete(RawLog.key(9), in: "events")
            try $0.delete(RawLog.key(10), in: "events")
        }
        try await Self.expect("positions 301 to 304: the events are missing") {
            let record = try $0.value(of: RawLog.key(300), in: "events")
            try $0.put(RawLog.key(305), record, in: "events")
        }
    }

    @Test func changesOfTheTreeAreNamed() async throws {
        try await Self.expect("position 20: its leaf hash in leaf-tiles is another") {
            var row = try $0.value(of: RawLog.key(1), in: "leaf-tiles")
            row[3 * 32] ^= 1
            try $0.put(RawLog.key(1), row, in: "leaf-tiles")
        }
        try await Self.expect("table node-tiles: hash 0 of level 1 does not follow from below") {
            var row = try $0.value(of: RawLog.key(1, 0), in: "node-tiles")
            row[0] ^= 1
            try $0.put(RawLog.key(1, 0), row, in: "node-tiles")
        }
        try await Self.expect("table node-tiles: row 0 of level 1 has hashes too many") {
            var row = try $0.value(of: RawLog.key(1, 0), in: "node-tiles")
            row[511] = 1
            try $0.put(RawLog.key(1, 0), row, in: "node-tiles")
        }
        try await Self.expect("position 33: its leaf hash is missing in leaf-tiles") {
            try $0.delete(RawLog.key(2), in: "leaf-tiles")
        }
    }

    @Test func changesOfTheIndexAreNamed() async throws {
        try await Self.expect("position 4: it is missing in the index") {
            try $0.delete(RawLog.key(1, 0), in: "index-rows")
        }
        try await Self.expect("table index-rows: stream number 1 has rows beyond its version") {
            let row = Array((1...32).flatMap { RawLog.key(3 * $0 - 2) })
            try $0.put(RawLog.key(1, 3), row, in: "index-rows")
        }
        try await Self.expect("position 298: it is missing in the index") {
            // Row 3 would begin behind version 96: its last four positions are in the entry.
            var entry = try $0.value(of: Array("stream-0".utf8), in: "streams")
            entry[entry.count - 1] = 1
            try $0.put(Array("stream-0".utf8), entry, in: "streams")
        }
        try await Self.expect(
            "table index-rows: "
                + "version 2 of stream stream-0 is said to be at position 5, where another is"
        ) {
            var row = try $0.value(of: RawLog.key(1, 0), in: "index-rows")
            row[15] = 5
            try $0.put(RawLog.key(1, 0), row, in: "index-rows")
        }
        try await Self.expect(
            "table index-rows: a row is damaged: 00000000000000010000000000000000"
        ) {
            try $0.put(RawLog.key(1, 0), [0, 1], in: "index-rows")
        }
        try await Self.expect(
            "stream stream-1: its version is said to be 99, its last event has 100"
        ) {
            let entry = RawLog.key(2, 99, 290, 293, 296)
            try $0.put(Array("stream-1".utf8), entry, in: "streams")
        }
        try await Self.expect(
            "position 3: its stream stream-2 is missing in the table of streams"
        ) { try $0.delete(Array("stream-2".utf8), in: "streams") }
    }

    @Test func otherFormatsAndTablesAreNamed() async throws {
        try await Self.expect("table facts: the format clotho-log-9 is unknown") {
            try $0.put(Array("format".utf8), Array("clotho-log-9".utf8), in: "facts")
        }
        try await Self.expect("table index-rows: it is missing") {
            try $0.drop("index-rows")
        }
        try await Self.expect("table extra: no log has such a table") {
            try $0.put([1], [2], in: "extra")
        }
    }

    /// Damages a log of 300 events in three streams that take turns, and looks for a finding.
    private static func expect(
        _ finding: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ damage: (RawLog) throws -> Void
    ) async throws {
        let directory = TemporaryDirectory()
        try await SampleLog.make(directory.path, 300)
        try RawLog.change(directory.path, damage)
        let report = try LogVerifier(directory: directory.path).verify()
        #expect(
            report.findings.map(\.description).contains(finding), "\(report.findings)",
            sourceLocation: sourceLocation)
    }
}

/// A log with many commits of several sizes, large events and several streams.
enum SampleLog {
    @discardableResult
    static func make(_ path: String, _ count: Int) async throws -> TreeHash {
        let log = try LMDBEventLog(
            path: path, site: "site-a", options: EventLogOptions(durability: .none))
        try await fill(log, count)
        let root = try log.treeRoot(at: UInt64(count))
        await log.close()
        return root
    }

    static func fill(_ log: any EventLog, _ count: Int) async throws {
        for number in 0..<count {
            let payload = [UInt8](repeating: 7, count: number % 50 == 49 ? 9_000 : number % 300)
            _ = try await log.append(
                to: Sample.stream("stream-\(number % 3)"), expected: .any,
                [Sample.event(number, payload: payload)])
        }
    }
}
