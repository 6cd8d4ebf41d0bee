import Testing

@testable import EventStore

/// Damaged bytes: never a crash, and never two spellings of one envelope.
@Suite struct EnvelopeFuzzTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func damagedEnvelopesAreRefusedOrStillCanonical(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var accepted = 0
        for round in 0..<5_000 {
            let bytes = damaged(try envelope(round % 50).encoded, &random)
            guard let decoded = try? EventEnvelope(decoding: bytes) else { continue }
            accepted += 1
            #expect(ReferenceEncoder.encode(decoded) == bytes, "seed \(seed), round \(round)")
        }
        #expect(accepted > 0, "seed \(seed)")
    }

    @Test(arguments: [5, 6] as [UInt64])
    func damagedRecordsAreRefusedOrRead(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for round in 0..<5_000 {
            let event = Sample.event(round % 50)
            let complete = [0] + (try envelope(round % 50).encoded) + event.salt.bytes
            let bytes = damaged(complete + event.payload, &random)
            guard let read = try? RecordedEvent(position: Position(1), record: bytes[...]) else {
                continue
            }
            let tail = read.hasPayload ? read.salt.bytes + read.payload : []
            #expect([read.hasPayload ? 0 : 1] + read.envelope.encoded + tail == bytes)
        }
    }

    @Test func aRecordMayHoldItsEnvelopeOnly() throws {
        let envelope = try envelope(1)
        let record = [1] + envelope.encoded
        let event = try RecordedEvent(position: Position(1), record: record[...])
        #expect(event.envelope == envelope)
        #expect(!event.hasPayload)
        #expect(event.payload.isEmpty)
        #expect(!event.matchesCommitment)
        #expect(throws: EnvelopeError.trailingBytes(1)) {
            try RecordedEvent(position: Position(1), record: (record + [0])[...])
        }
        #expect(throws: EnvelopeError.unknownRecordKind(2)) {
            try RecordedEvent(position: Position(1), record: ([2] + envelope.encoded)[...])
        }
        #expect(throws: EnvelopeError.truncated) {
            try RecordedEvent(position: Position(1), record: ([0] + envelope.encoded)[...])
        }
    }

    private func envelope(_ number: Int) throws -> EventEnvelope {
        var event = Sample.event(number)
        if number % 2 == 0 { event.actor = "ålice-名前-\(number)" }
        return try EventEnvelope(
            of: event, originSite: "site-a", originPosition: Position(UInt64(number) + 1),
            stream: Sample.stream("job-\(number)"), streamVersion: StreamVersion(1))
    }

    /// One to three changes: a byte, a bit, a cut, an insertion, a copy within.
    private func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let place = bytes.indices.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = random.next()
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(place...)
            case 3: bytes.insert(random.next(), at: place)
            case _: bytes[place] = bytes.randomElement(using: &random) ?? 0
            }
        }
        return bytes
    }
}
