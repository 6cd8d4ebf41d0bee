/// A packed record, its parts found.
struct PackedRecord {
    private let bytes: UnsafeRawBufferPointer
    // Where the texts end; the first begins behind the fields of fixed size.
    private let streamEnd: Int
    private let correlationEnd: Int
    private let causationEnd: Int

    /// Refuses bytes that end too early, or hold what is never written.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) {
        guard bytes.count >= PackedLayout.texts else { throw .truncated }
        self.bytes = bytes
        streamEnd = PackedLayout.texts + Int(bytes[PackedLayout.streamLength])
        correlationEnd = streamEnd + Int(bytes[PackedLayout.correlationLength])
        let isUUID = bytes[PackedLayout.flags] & PackedLayout.causationIsUUID != 0
        let causation = Int(bytes[PackedLayout.causationLength])
        causationEnd = correlationEnd + (isUUID ? UUIDText.byteCount : causation)
        guard bytes.count - causationEnd >= Salt.byteCount else { throw .truncated }
        guard !isUUID || causation == 0 else {
            throw .invalidField("the length of \(EnvelopeLayout.Text.causationID.name)")
        }
        try check()
    }

    var stream: UnsafeRawBufferPointer { bytes.part(PackedLayout.texts, streamEnd) }

    var correlation: UnsafeRawBufferPointer { bytes.part(streamEnd, correlationEnd) }

    private var causation: UnsafeRawBufferPointer { bytes.part(correlationEnd, causationEnd) }

    /// Salt and payload.
    var content: UnsafeRawBufferPointer { bytes.part(causationEnd, bytes.count) }

    private var causationIsUUID: Bool {
        bytes[PackedLayout.flags] & PackedLayout.causationIsUUID != 0
    }

    /// The number of the type.
    var type: Int { Int(bytes.bigEndian(at: PackedLayout.type, as: UInt16.self)) }

    /// The number of the actor.
    var actor: Int { Int(bytes.bigEndian(at: PackedLayout.actor, as: UInt16.self)) }

    var streamVersion: StreamVersion {
        let version = bytes.bigEndian(at: PackedLayout.streamVersion, as: UInt32.self)
        return StreamVersion(UInt64(version))
    }

    /// The length of the causation id as a text.
    var causationTextCount: Int { causationIsUUID ? UUIDText.textCount : causation.count }

    /// Writes the numbers of the envelope that do not follow from the event's place.
    @inline(__always)
    func writeNumbers(to envelope: UnsafeMutableRawBufferPointer) {
        envelope.storeBigEndian(EnvelopeLayout.formatVersion, at: EnvelopeLayout.version)
        envelope[EnvelopeLayout.visibility] =
            bytes[PackedLayout.flags] & PackedLayout.visibilityMask
        envelope[EnvelopeLayout.codec] = PayloadCodec.protobuf.rawValue
        let schema = bytes.bigEndian(at: PackedLayout.schema, as: UInt16.self)
        envelope.storeBigEndian(schema, at: EnvelopeLayout.schema)
        envelope.storeBigEndian(0 as UInt16, at: EnvelopeLayout.reserved)
        let id = EventID(checked: bytes, at: PackedLayout.id)
        let lead = bytes.bigEndian(at: PackedLayout.lead, as: Int16.self)
        envelope.storeBigEndian(id.milliseconds + Int64(lead), at: EnvelopeLayout.recordedAt)
        let fixed = bytes.part(PackedLayout.id, PackedLayout.texts)
        _ = envelope.store(fixed, at: EnvelopeLayout.id)
    }

    /// Writes the causation id as a text behind `end`.
    @inline(__always)
    func writeCausation(to envelope: UnsafeMutableRawBufferPointer, _ end: inout Int) {
        let field = EnvelopeLayout.Text.causationID
        guard causationIsUUID else { return field.store(causation, in: envelope, &end) }
        end = UUIDText(bytes: causation).storeText(in: envelope, at: end)
        envelope.storeBigEndian(UInt16(UUIDText.textCount), at: field.lengthOffset)
    }

    /// Refuses what no envelope holds.
    @inline(__always)
    private func check() throws(EnvelopeError) {
        let flags = bytes[PackedLayout.flags]
        guard flags & ~PackedLayout.knownFlags == 0 else { throw .invalidField("a flag") }
        guard Visibility(rawValue: flags & PackedLayout.visibilityMask) != nil else {
            throw .invalidField("the visibility")
        }
        guard streamVersion > .none else { throw .invalidField("the stream version") }
        guard
            EventID.isVersion7(
                high: bytes.bigEndian(at: PackedLayout.id, as: UInt64.self),
                low: bytes.bigEndian(at: PackedLayout.id + 8, as: UInt64.self))
        else { throw .invalidField("the event id") }
        guard !stream.isEmpty else {
            throw .invalidField("the length of \(EnvelopeLayout.Text.stream.name)")
        }
        guard causationIsUUID || UUIDText(causation) == nil else {
            throw .invalidField(
                "a UUID that is not packed as \(EnvelopeLayout.Text.causationID.name)")
        }
        // Each byte stands for itself, so that all texts are looked at in one go.
        let end = causationIsUUID ? correlationEnd : causationEnd
        if !PlainText.isPrintableASCII(bytes.part(PackedLayout.texts, end)) { try checkTexts() }
    }

    private func checkTexts() throws(EnvelopeError) {
        let texts: [(EnvelopeLayout.Text, UnsafeRawBufferPointer)] = [
            (.stream, stream), (.correlationID, correlation),
            (.causationID, causationIsUUID ? bytes.part(0, 0) : causation),
        ]
        for (text, bytes) in texts where !PlainText.accepts(bytes) {
            throw .invalidField(text.name)
        }
    }
}
