/// A record as it lies on the disk, checked, and how large its complete form is.
struct StoredRecord {
    fileprivate enum Form {
        case complete(UnsafeRawBufferPointer)
        case packed(PackedRecord)
    }

    fileprivate let form: Form
    /// The size of the complete form.
    let byteCount: Int
    /// How much of that is the envelope.
    let envelopeCount: Int
}

/// Makes complete records of packed ones: byte for byte what was packed.
struct RecordUnpacker {
    private let site: [UInt8]
    private let texts: TextList

    init(site: String, texts: TextList) {
        self.site = Array(site.utf8)
        self.texts = texts
    }

    /// Checks a record.
    @inline(__always)
    func read(_ record: UnsafeRawBufferPointer) throws(EnvelopeError) -> StoredRecord {
        guard record.first == PackedLayout.kind else {
            let count = try RecordedEvent.measure(record)
            return StoredRecord(
                form: .complete(record), byteCount: record.count, envelopeCount: count)
        }
        let packed = try PackedRecord(record)
        let type = try texts.byteCount(packed.type, as: .type)
        let actor = try texts.byteCount(packed.actor, as: .actor)
        let envelope =
            EnvelopeLayout.texts + type + site.count + packed.stream.count + actor
            + packed.correlation.count + packed.causationTextCount
        return StoredRecord(
            form: .packed(packed),
            byteCount: RecordLayout.envelope + envelope + packed.content.count,
            envelopeCount: envelope)
    }

    /// Writes the complete form, which needs ``StoredRecord/byteCount`` bytes.
    @inline(__always)
    func write(
        _ record: StoredRecord, at position: Position, to target: UnsafeMutableRawBufferPointer
    ) {
        switch record.form {
        case .complete(let bytes): _ = target.store(bytes, at: 0)
        case .packed(let packed): write(packed, at: position, to: target)
        }
    }

    /// The event of a record, in memory of its own.
    func event(
        _ record: UnsafeRawBufferPointer, at position: Position
    ) throws(EnvelopeError) -> RecordedEvent {
        let known = try read(record)
        let bytes = [UInt8](unsafeUninitializedCapacity: known.byteCount) { buffer, count in
            write(known, at: position, to: UnsafeMutableRawBufferPointer(buffer))
            count = known.byteCount
        }
        return RecordedEvent(
            position: position, checked: bytes[...], envelopeCount: known.envelopeCount)
    }

    private func write(
        _ packed: PackedRecord, at position: Position, to record: UnsafeMutableRawBufferPointer
    ) {
        record[0] = RecordLayout.Kind.complete.rawValue
        let envelope = record.part(from: RecordLayout.envelope)
        packed.writeNumbers(to: envelope)
        EnvelopeEncoder.place(position, packed.streamVersion, in: envelope)
        var end = EnvelopeLayout.texts
        texts.withBytes(of: packed.type) { EnvelopeLayout.Text.type.store($0, in: envelope, &end) }
        site.withUnsafeBytes { EnvelopeLayout.Text.originSite.store($0, in: envelope, &end) }
        EnvelopeLayout.Text.stream.store(packed.stream, in: envelope, &end)
        texts.withBytes(of: packed.actor) {
            EnvelopeLayout.Text.actor.store($0, in: envelope, &end)
        }
        EnvelopeLayout.Text.correlationID.store(packed.correlation, in: envelope, &end)
        packed.writeCausation(to: envelope, &end)
        _ = envelope.store(packed.content, at: end)
    }
}
