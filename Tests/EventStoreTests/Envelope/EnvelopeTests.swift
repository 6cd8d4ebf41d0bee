import EventStore
import Testing

@Suite struct EnvelopeTests {
    static let bytes = sample().encoded

    @Test func theWorkedExampleIsWhatTheLogWrites() async throws {
        let record = FormatPage.bytes(of: "record")
        let event = try Self.workedExample()
        let log = MemoryEventLog(site: "alpha")
        _ = try await log.append(to: Sample.stream("job-1"), expected: .any, [event])
        let recorded = try #require(try log.events(after: .origin, limit: 1).first)
        let written = [0] + recorded.envelope.encoded + recorded.salt.bytes + recorded.payload
        #expect(written == record)
        #expect(try log.headHash()?.bytes == FormatPage.bytes(of: "leaf"))
    }

    @Test func whatIsEncodedIsDecoded() throws {
        let decoded = try EventEnvelope(decoding: Self.bytes)
        #expect(decoded == Self.sample())
        #expect(decoded.encoded == Self.bytes)
        #expect(ReferenceEncoder.encode(decoded) == Self.bytes)
        let event = Sample.event(3)
        #expect(decoded.formatVersion == 1)
        #expect(decoded.id == event.id)
        #expect(decoded.type == event.type)
        #expect(decoded.schema == event.schema)
        #expect(decoded.originSite == "site-å")
        #expect(decoded.originPosition == Position(.max))
        #expect(decoded.stream.text == "job-3")
        #expect(decoded.streamVersion == StreamVersion(9))
        #expect(decoded.recordedAt == event.recordedAt)
        #expect(decoded.actor == event.actor)
        #expect(decoded.correlationID == event.correlationID)
        #expect(decoded.causationID == event.causationID)
        #expect(decoded.visibility == event.visibility)
        #expect(decoded.codec == event.codec)
    }

    @Test func everyPrefixIsRefused() {
        for count in 0..<Self.bytes.count {
            #expect(throws: EnvelopeError.truncated) {
                try EventEnvelope(decoding: Array(Self.bytes.prefix(count)))
            }
        }
    }

    @Test func bytesBehindTheEndAreRefused() {
        #expect(throws: EnvelopeError.trailingBytes(2)) {
            try EventEnvelope(decoding: Self.bytes + [0, 0])
        }
    }

    @Test(
        arguments: [
            (0, [0, 2], EnvelopeError.unknownFormatVersion(2)),
            (2, [3], .invalidField("the visibility")),
            (3, [0], .invalidField("the payload codec")),
            (6, [0, 1], .invalidField("the reserved field")),
            (8, [UInt8](repeating: 0, count: 8), .invalidField("the origin position")),
            (16, [UInt8](repeating: 0, count: 8), .invalidField("the stream version")),
            (38, [0x4F], .invalidField("the event id")),
            (40, [0x3F], .invalidField("the event id")),
            (80, [0, 0], .invalidField("the length of the type")),
            (80, [0, 201], .invalidField("the length of the type")),
            (84, [0xFF, 0xFF], .invalidField("the length of the stream name")),
            (92, [0xFF], .invalidField("the type")),
            (93, [0x0A], .invalidField("the type")),
            (94, [0x7F], .invalidField("the type")),
        ] as [(Int, [UInt8], EnvelopeError)])
    func whatIsNeverWrittenIsRefused(_ offset: Int, _ wrong: [UInt8], _ error: EnvelopeError) {
        var bytes = Self.bytes
        bytes.replaceSubrange(offset..<offset + wrong.count, with: wrong)
        #expect(throws: error) { try EventEnvelope(decoding: bytes) }
    }

    @Test func aCharacterMayNotBeSplitBetweenTwoTexts() throws {
        // Site and stream together are UTF-8; moving their border into the å makes neither so.
        var bytes = Self.bytes
        bytes[83] -= 1
        bytes[85] += 1
        #expect(throws: EnvelopeError.invalidField("the origin site")) {
            try EventEnvelope(decoding: bytes)
        }
    }

    private static func sample() -> EventEnvelope {
        guard
            let envelope = try? EventEnvelope(
                of: Sample.event(3), originSite: "site-å", originPosition: Position(.max),
                stream: Sample.stream("job-3"), streamVersion: StreamVersion(9))
        else { preconditionFailure("The sample is a valid envelope") }
        return envelope
    }

    /// The event of the worked example in `docs/event-format.md`.
    static func workedExample() throws -> NewEvent {
        let id: [UInt8] = [
            0x01, 0x8B, 0xCF, 0xE5, 0x68, 0x00, 0x70, 0x00, 0x80, 0, 0, 0, 0, 0, 0, 1,
        ]
        return NewEvent(
            id: try #require(EventID(bytes: id)), type: "job.submitted", schema: 3,
            recordedAt: 1_700_000_000_000, actor: "account:alice", correlationID: "request-7",
            causationID: "", visibility: .parties, salt: try #require(Salt(bytes: 0..<16)),
            payload: [0x0A, 5] + Array("guest".utf8))
    }
}
