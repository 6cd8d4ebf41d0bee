import EventStore

/// The envelope written a second time, plainly, from its fields and `docs/event-format.md`.
enum ReferenceEncoder {
    static func encode(_ envelope: EventEnvelope) -> [UInt8] {
        let texts = [
            envelope.type, envelope.originSite, envelope.stream.text, envelope.actor,
            envelope.correlationID, envelope.causationID,
        ].map { Array($0.utf8) }
        return number(UInt64(envelope.formatVersion), 2)
            + [envelope.visibility.rawValue, envelope.codec.rawValue]
            + number(UInt64(envelope.schema), 2) + [0, 0]
            + number(envelope.originPosition.number, 8)
            + number(envelope.streamVersion.number, 8)
            + number(UInt64(bitPattern: envelope.recordedAt), 8)
            + envelope.id.bytes + envelope.commitment
            + texts.flatMap { number(UInt64($0.count), 2) } + texts.flatMap(\.self)
    }

    private static func number(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
