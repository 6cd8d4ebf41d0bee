import Testing

@testable import EventStore

/// Packed records: what comes out is what went in, and only what fits is packed.
@Suite struct PackedRecordTests {
    private static let uuid = "018bcfe5-6800-7000-8000-00000000abcd"

    /// What is changed in an event, and whether it is packed then.
    private static let changes:
        [(name: String, isPacked: Bool, change: @Sendable (inout NewEvent) -> Void)] = [
            ("nothing", true, { _ in }),
            ("empty texts", true, { ($0.actor, $0.correlationID, $0.causationID) = ("", "", "") }),
            ("no payload", true, { $0.payload = [] }),
            ("a large payload", true, { $0.payload = [UInt8](repeating: 3, count: 10_000) }),
            ("a UUID as cause", true, { $0.causationID = uuid }),
            ("a UUID in capitals", true, { $0.causationID = uuid.uppercased() }),
            ("nearly a UUID", true, { $0.causationID = "018bcfe5-6800-7000-8000_00000000abcd" }),
            ("another text as cause", true, { $0.causationID = "request-7 ☂" }),
            ("the site's own", true, { $0.visibility = .site }),
            ("everybody's", true, { $0.visibility = .open }),
            ("the last schema", true, { $0.schema = .max }),
            ("recorded early", true, { $0.recordedAt = $0.id.milliseconds - 32_768 }),
            ("recorded late", true, { $0.recordedAt = $0.id.milliseconds + 32_767 }),
            ("recorded too late", false, { $0.recordedAt = $0.id.milliseconds + 32_768 }),
            ("recorded too early", false, { $0.recordedAt = .min }),
            (
                "the longest that fits", true,
                { $0.correlationID = String(repeating: "å", count: 127) }
            ),
            (
                "a long correlation", false,
                { $0.correlationID = String(repeating: "x", count: 256) }
            ),
            ("a long cause", false, { $0.causationID = String(repeating: "x", count: 400) }),
        ]

    @Test(arguments: changes.indices, ["job-1", String(repeating: "s", count: 256)])
    func whatIsPackedIsUnpacked(_ index: Int, _ name: String) async throws {
        let (what, isPacked, change) = Self.changes[index]
        var event = Sample.event(index)
        change(&event)
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-å")
        let stream = Sample.stream(name)
        _ = try await log.append(to: stream, expected: .any, [Sample.event(900), event])
        let read = try #require(try log.events(after: Position(1), limit: 1).first)
        #expect(try log.events(of: stream, after: StreamVersion(1), limit: 9) == [read])
        await log.close()
        let wanted = try EventEnvelope(
            of: event, originSite: "site-å", originPosition: Position(2), stream: stream,
            streamVersion: StreamVersion(2))
        #expect(read.envelope == wanted, "\(what)")
        #expect(read.salt == event.salt && read.payload == event.payload, "\(what)")
        #expect(read.matchesCommitment)
        try RawLog.change(directory.path) { raw in
            let record = try raw.value(of: RawLog.key(2), in: "events")
            let kind: UInt8 = isPacked && name.utf8.count < 256 ? 2 : 0
            #expect(record.first == kind, "\(what)")
        }
    }

    @Test func theWorkedExampleIsWhatTheLogStores() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "alpha")
        let event = try EnvelopeTests.workedExample()
        _ = try await log.append(to: Sample.stream("job-1"), expected: .any, [event])
        await log.close()
        try RawLog.change(directory.path) { raw in
            let record = try raw.value(of: RawLog.key(1), in: "events")
            #expect(record == FormatPage.bytes(of: "packed"), "\(Hex.text(record))")
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func damagedRecordsAreRefusedOrRead(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let texts = SharedTexts()
        let unpacker = { RecordUnpacker(site: "site-a", texts: texts.list) }
        var readCount = 0
        for round in 0..<3_000 {
            var event = Sample.event(round % 50)
            if round % 3 == 0 { event.causationID = Self.uuid }
            var record = try Self.packed(event, texts)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                record[Int.random(in: 0..<record.count, using: &random)] = .random(
                    in: 0...255, using: &random)
            }
            record.removeLast(Int.random(in: 0...(round % 2 * record.count), using: &random))
            guard record.first == PackedLayout.kind else { continue }
            let read = try? record.withUnsafeBytes { try unpacker().event($0, at: Position(9)) }
            guard let read else { continue }
            readCount += 1
            #expect(read.envelope.originPosition == Position(9), "seed \(seed), round \(round)")
            #expect(read.envelope.originSite == "site-a")
            #expect(try EventEnvelope(decoding: read.envelope.encoded) == read.envelope)
        }
        #expect(readCount > 100, "seed \(seed)")
    }

    @Test func everyPrefixIsRefused() throws {
        let texts = SharedTexts()
        let record = try Self.packed(Sample.event(1, payload: []), texts)
        let unpacker = RecordUnpacker(site: "site-a", texts: texts.list)
        for count in 1..<record.count {
            #expect(throws: EnvelopeError.truncated) {
                try record[..<count].withUnsafeBytes { try unpacker.event($0, at: Position(1)) }
            }
        }
    }

    private static func packed(_ event: NewEvent, _ texts: SharedTexts) throws -> [UInt8] {
        let append = StreamAppend(stream: Sample.stream("job-1"), expected: .any, events: [event])
        let prepared = try PreparedAppend(
            [append], site: "site-a", eventSizeMax: .max, texts: texts)
        let record = prepared.records[0]
        let packing = try #require(record.packing)
        var bytes = [UInt8](repeating: 0, count: packing.byteCount)
        bytes.withUnsafeMutableBytes { target in
            prepared.withBytes(of: record) {
                packing.write($0, envelopeCount: record.envelopeCount, version: 1, to: target)
            }
        }
        return bytes
    }
}
