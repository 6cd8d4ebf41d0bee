/// Writes the canonical bytes of a new event's envelope and record.
struct EnvelopeEncoder {
    let site: String
    let stream: StreamName

    /// The bytes of the envelope; refuses texts that no envelope may hold.
    func measure(_ event: borrowing NewEvent) throws(EventLogError) -> Int {
        try EnvelopeLayout.texts
            + EnvelopeLayout.Text.type.measure(event.type)
            + EnvelopeLayout.Text.originSite.measure(site)
            + EnvelopeLayout.Text.stream.measure(stream.text)
            + EnvelopeLayout.Text.actor.measure(event.actor)
            + EnvelopeLayout.Text.correlationID.measure(event.correlationID)
            + EnvelopeLayout.Text.causationID.measure(event.causationID)
    }

    /// Writes the envelope at the start of `bytes`, which has the measured size.
    ///
    /// Origin position, stream version and commitment are written by those who know them.
    func write(_ event: borrowing NewEvent, to bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBigEndian(EnvelopeLayout.formatVersion, at: EnvelopeLayout.version)
        bytes[EnvelopeLayout.visibility] = event.visibility.rawValue
        bytes[EnvelopeLayout.codec] = event.codec.rawValue
        bytes.storeBigEndian(event.schema, at: EnvelopeLayout.schema)
        bytes.storeBigEndian(0 as UInt16, at: EnvelopeLayout.reserved)
        Self.place(Position.origin, StreamVersion.none, in: bytes)
        bytes.storeBigEndian(event.recordedAt, at: EnvelopeLayout.recordedAt)
        event.id.store(in: bytes, at: EnvelopeLayout.id)
        var end = EnvelopeLayout.texts
        write(event.type, .type, to: bytes, &end)
        write(site, .originSite, to: bytes, &end)
        write(stream.text, .stream, to: bytes, &end)
        write(event.actor, .actor, to: bytes, &end)
        write(event.correlationID, .correlationID, to: bytes, &end)
        write(event.causationID, .causationID, to: bytes, &end)
    }

    /// Writes what is only known when the event gets its place in the log.
    @inline(__always)
    static func place(
        _ position: Position, _ version: StreamVersion, in bytes: UnsafeMutableRawBufferPointer
    ) {
        bytes.storeBigEndian(position.number, at: EnvelopeLayout.originPosition)
        bytes.storeBigEndian(version.number, at: EnvelopeLayout.streamVersion)
    }

    private func write(
        _ text: String, _ field: EnvelopeLayout.Text,
        to bytes: UnsafeMutableRawBufferPointer, _ end: inout Int
    ) {
        let start = end
        end = bytes.store(text, at: start)
        bytes.storeBigEndian(UInt16(end - start), at: field.lengthOffset)
    }
}
