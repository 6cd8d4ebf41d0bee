/// How one event is packed: what its envelope's bytes alone do not say.
struct RecordPacking: Sendable {
    private let type: UInt16
    private let actor: UInt16
    private let lead: Int16
    private let causation: UUIDText?
    /// The size of the packed record.
    let byteCount: Int

    /// Every text that the record names has a number below.
    var textsEnd: Int { Int(max(type, actor)) + 1 }

    /// `nil` when a field does not fit; the event is then stored complete.
    init?(_ event: UnsafePointer<NewEvent>, stream: Int, _ texts: inout TextNumbering) {
        let correlation = event.pointee.correlationID.utf8.count
        let causation = event.pointee.causationID.utf8.count
        guard max(stream, correlation, causation) <= PackedLayout.textBytesMax,
            event.pointee.codec == .protobuf,
            let lead = Self.lead(of: event.pointee.recordedAt, before: event.pointee.id),
            let numbers = texts.numbers(type: event.pointee.type, actor: event.pointee.actor)
        else { return nil }
        self.lead = lead
        (type, actor) = numbers
        self.causation = UUIDText(event.pointee.causationID)
        byteCount =
            PackedLayout.texts + stream + correlation
            + (self.causation == nil ? causation : UUIDText.byteCount)
            + Salt.byteCount + event.pointee.payload.count
    }

    /// Packs a complete record whose envelope has `envelopeCount` bytes.
    func write(
        _ record: UnsafeRawBufferPointer, envelopeCount: Int, version: UInt32,
        to bytes: UnsafeMutableRawBufferPointer
    ) {
        let envelopeEnd = RecordLayout.envelope + envelopeCount
        let envelope = record.part(RecordLayout.envelope, envelopeEnd)
        let isUUID = causation != nil
        bytes[0] = PackedLayout.kind
        bytes[PackedLayout.flags] =
            envelope[EnvelopeLayout.visibility] | (isUUID ? PackedLayout.causationIsUUID : 0)
        let schema = envelope.bigEndian(at: EnvelopeLayout.schema, as: UInt16.self)
        bytes.storeBigEndian(schema, at: PackedLayout.schema)
        bytes.storeBigEndian(version, at: PackedLayout.streamVersion)
        bytes.storeBigEndian(lead, at: PackedLayout.lead)
        bytes.storeBigEndian(type, at: PackedLayout.type)
        bytes.storeBigEndian(actor, at: PackedLayout.actor)
        let fixed = envelope.part(EnvelopeLayout.id, EnvelopeLayout.textLengths)
        _ = bytes.store(fixed, at: PackedLayout.id)
        let end = writeTexts(envelope, to: bytes)
        _ = bytes.store(record.part(envelopeEnd, record.count), at: end)
    }

    /// Writes the texts and their lengths; answers the offset behind them.
    private func writeTexts(
        _ envelope: UnsafeRawBufferPointer, to bytes: UnsafeMutableRawBufferPointer
    ) -> Int {
        let texts = EnvelopeTexts(envelope)
        let (stream, correlation) = (texts[.stream], texts[.correlationID])
        let causation = texts[.causationID]
        bytes[PackedLayout.streamLength] = UInt8(stream.count)
        bytes[PackedLayout.correlationLength] = UInt8(correlation.count)
        bytes[PackedLayout.causationLength] = UInt8(self.causation == nil ? causation.count : 0)
        var end = bytes.store(stream, at: PackedLayout.texts)
        end = bytes.store(correlation, at: end)
        return self.causation?.storeBytes(in: bytes, at: end) ?? bytes.store(causation, at: end)
    }

    /// By how many milliseconds the event was recorded after its id was made.
    private static func lead(of recordedAt: Int64, before id: EventID) -> Int16? {
        let (lead, overflow) = recordedAt.subtractingReportingOverflow(id.milliseconds)
        return overflow ? nil : Int16(exactly: lead)
    }
}
