/// Writes the canonical bytes of the envelopes of one stream's new events.
struct EnvelopeEncoder {
    private let site: String
    private let stream: String
    /// What is the same for all events of the stream.
    private let fixedCount: Int

    /// Refuses a site whose name no envelope may hold.
    init(site: String, stream: StreamName) throws(EventLogError) {
        self.site = site
        self.stream = stream.text
        fixedCount =
            try EnvelopeLayout.texts
            + EnvelopeLayout.Text.originSite.measure(site)
            + EnvelopeLayout.Text.stream.measure(stream.text)
    }

    /// The bytes of the envelope; refuses texts that are too short or too long.
    func measure(_ event: UnsafePointer<NewEvent>) throws(EventLogError) -> Int {
        try fixedCount
            + EnvelopeLayout.Text.type.measure(event.pointee.type)
            + EnvelopeLayout.Text.actor.measure(event.pointee.actor)
            + EnvelopeLayout.Text.correlationID.measure(event.pointee.correlationID)
            + EnvelopeLayout.Text.causationID.measure(event.pointee.causationID)
    }

    /// Refuses texts with control characters.
    func check(_ event: NewEvent) throws(EventLogError) {
        try EnvelopeLayout.Text.originSite.check(site)
        try EnvelopeLayout.Text.type.check(event.type)
        try EnvelopeLayout.Text.actor.check(event.actor)
        try EnvelopeLayout.Text.correlationID.check(event.correlationID)
        try EnvelopeLayout.Text.causationID.check(event.causationID)
    }

    /// Fills `bytes`, which have the measured size, and answers whether the texts are printable
    /// ASCII; when they are not, ``check(_:)`` knows whether they may stand there all the same.
    ///
    /// Origin position, stream version and commitment are written by those who know them.
    func write(_ event: UnsafePointer<NewEvent>, to bytes: UnsafeMutableRawBufferPointer) -> Bool {
        bytes.storeBigEndian(EnvelopeLayout.formatVersion, at: EnvelopeLayout.version)
        bytes[EnvelopeLayout.visibility] = event.pointee.visibility.rawValue
        bytes[EnvelopeLayout.codec] = event.pointee.codec.rawValue
        bytes.storeBigEndian(event.pointee.schema, at: EnvelopeLayout.schema)
        bytes.storeBigEndian(0 as UInt16, at: EnvelopeLayout.reserved)
        Self.place(Position.origin, StreamVersion.none, in: bytes)
        bytes.storeBigEndian(event.pointee.recordedAt, at: EnvelopeLayout.recordedAt)
        event.pointee.id.store(in: bytes, at: EnvelopeLayout.id)
        var end = EnvelopeLayout.texts
        write(event.pointee.type, .type, to: bytes, &end)
        write(site, .originSite, to: bytes, &end)
        write(stream, .stream, to: bytes, &end)
        write(event.pointee.actor, .actor, to: bytes, &end)
        write(event.pointee.correlationID, .correlationID, to: bytes, &end)
        write(event.pointee.causationID, .causationID, to: bytes, &end)
        let texts = bytes[EnvelopeLayout.texts...]
        return PlainText.isPrintableASCII(UnsafeRawBufferPointer(rebasing: texts))
    }

    /// Writes what is only known when the event gets its place in the log.
    @inline(__always)
    static func place(
        _ position: Position, _ version: StreamVersion, in bytes: UnsafeMutableRawBufferPointer
    ) {
        bytes.storeBigEndian(position.number, at: EnvelopeLayout.originPosition)
        bytes.storeBigEndian(version.number, at: EnvelopeLayout.streamVersion)
    }

    @inline(__always)
    private func write(
        _ text: String, _ field: EnvelopeLayout.Text,
        to bytes: UnsafeMutableRawBufferPointer, _ end: inout Int
    ) {
        let start = end
        end = bytes.store(text, at: start)
        bytes.storeBigEndian(UInt16(end - start), at: field.lengthOffset)
    }
}
