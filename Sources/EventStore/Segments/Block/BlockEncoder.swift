/// Writes events as a block: their envelopes by column, so that what is equal stands together.
///
/// What nobody can pack (ids, salts) stands behind the packed columns as it is. A commitment is
/// left out where salt and payload are there to compute it from.
final class BlockEncoder {
    private let deflater = Deflater()
    private var dictionary = BlockDictionary()
    private var numbers = [[Int]](repeating: [], count: BlockColumn.count)
    private var packed = ByteWriter()
    private var plain = ByteWriter()

    /// The body of a block's frame. The events stand in the order of their positions.
    ///
    /// - Throws: `damaged` when an event's payload is not the one that its envelope commits to.
    func encode(_ events: ArraySlice<RecordedEvent>) throws(SegmentError) -> [UInt8] {
        guard let first = events.first, let last = events.last else {
            preconditionFailure("A block holds at least one event")
        }
        start(events.count)
        for event in events { addPieces(event) }
        addDictionary(events)
        for column in numbers { for number in column { packed.varint(UInt64(number)) } }
        addNumbers(events)
        for event in events { try addContent(event) }
        for event in events { event.withRecord { packed.raw($0.payload) } }
        var body = ByteWriter()
        body.reserve(packed.count / 2 + plain.count)
        body.number(UInt32(events.count))
        body.number(first.position.number)
        body.number(last.position.number)
        body.number(UInt32(packed.count))
        return finish(body.bytes)
    }

    private func start(_ count: Int) {
        dictionary.removeAll()
        for column in numbers.indices {
            numbers[column].removeAll(keepingCapacity: true)
            numbers[column].reserveCapacity(count)
        }
        packed.removeAll()
        plain.removeAll()
    }

    /// Behind the numbers of the body: the length of the packed columns, they, and the plain part.
    private func finish(_ head: [UInt8]) -> [UInt8] {
        var body = head + [0, 0, 0, 0]
        let count = deflater.pack(packed.bytes, to: &body)
        body.withUnsafeMutableBytes { $0.storeBigEndian(UInt32(count), at: head.count) }
        body += plain.bytes
        return body
    }

    /// Looks each piece up; most events repeat what the one before them said.
    private func addPieces(_ event: RecordedEvent) {
        event.withRecord { record in
            let envelope = record.envelope
            addPiece(UnsafeRawBufferPointer(rebasing: envelope[..<BlockColumn.headCount]), 0)
            var start = EnvelopeLayout.texts
            for text in EnvelopeLayout.Text.inOrder {
                let count = Int(envelope.bigEndian(at: text.lengthOffset, as: UInt16.self))
                let piece = UnsafeRawBufferPointer(rebasing: envelope[start..<start + count])
                addPiece(piece, 1 + text.rawValue)
                start += count
            }
        }
    }

    @inline(__always)
    private func addPiece(_ piece: UnsafeRawBufferPointer, _ column: Int) {
        if let last = numbers[column].last, dictionary.isEqual(last, piece) {
            numbers[column].append(last)
        } else {
            numbers[column].append(dictionary.number(of: piece))
        }
    }

    private func addNumbers(_ events: ArraySlice<RecordedEvent>) {
        for event in events { event.withRecord { packed.raw(CollectionOfOne($0.kind)) } }
        var versions = [UInt64](repeating: 0, count: dictionary.count)
        addPositions(events)
        for (event, stream) in zip(events, numbers[BlockColumn.stream]) {
            event.withRecord { record in
                let version = record.envelope.bigEndian(
                    at: EnvelopeLayout.streamVersion, as: UInt64.self)
                packed.zigzag(Int64(bitPattern: version &- versions[stream] &- 1))
                versions[stream] = version
            }
        }
        addTimes(events)
    }

    /// The positions in the log, and how far those in the origin's log are from them: not at all
    /// unless the event was imported.
    private func addPositions(_ events: ArraySlice<RecordedEvent>) {
        var next = events[events.startIndex].position.number
        for event in events {
            packed.varint(event.position.number &- next)
            next = event.position.number &+ 1
        }
        for event in events {
            let origin = event.withRecord {
                $0.envelope.bigEndian(at: EnvelopeLayout.originPosition, as: UInt64.self)
            }
            packed.zigzag(Int64(bitPattern: origin &- event.position.number))
        }
    }

    private func addTimes(_ events: ArraySlice<RecordedEvent>) {
        var time: Int64 = 0
        for event in events {
            let next = event.withRecord {
                $0.envelope.bigEndian(at: EnvelopeLayout.recordedAt, as: Int64.self)
            }
            packed.zigzag(next &- time)
            time = next
        }
        for event in events {
            event.withRecord { record in
                let time = record.envelope.bigEndian(at: EnvelopeLayout.recordedAt, as: Int64.self)
                let high = record.envelope.bigEndian(at: EnvelopeLayout.id, as: UInt64.self)
                packed.zigzag(Int64(bitPattern: high >> 16) &- (time & BlockID.timeMask))
            }
        }
    }

    /// The lengths of payloads, and what cannot be packed.
    private func addContent(_ event: RecordedEvent) throws(SegmentError) {
        let isWhole = event.withRecord { record in
            let id = EnvelopeLayout.id + BlockID.timeCount
            plain.raw(record.envelope, id..<EnvelopeLayout.id + EventID.byteCount)
            guard record.kind == RecordLayout.Kind.complete.rawValue else {
                let end = EnvelopeLayout.commitment + Hashing.byteCount
                plain.raw(record.envelope, EnvelopeLayout.commitment..<end)
                return true
            }
            plain.raw(record.salt)
            packed.varint(UInt64(record.payload.count))
            return record.matchesCommitment
        }
        guard isWhole else {
            throw SegmentError(
                .damaged,
                "the payload of the event at position \(event.position) is not the "
                    + "one its envelope commits to; check the log with: clotho log verify")
        }
    }

    private func addDictionary(_ events: ArraySlice<RecordedEvent>) {
        packed.varint(UInt64(dictionary.count))
        let ids = BlockIDs(events)
        dictionary.bytes.withUnsafeBytes { bytes in
            for number in 0..<dictionary.count {
                let piece = UnsafeRawBufferPointer(rebasing: bytes[dictionary.range(number)])
                guard let uuid = UUIDText(piece)?.bytes else {
                    add(.bytes, UInt64(piece.count))
                    packed.raw(piece)
                    continue
                }
                if let event = ids.place(of: uuid) {
                    add(.eventID, UInt64(event))
                } else {
                    add(.uuid, 0)
                    plain.raw(uuid)
                }
            }
        }
    }

    private func add(_ form: DictionaryForm, _ number: UInt64) {
        packed.varint(number << DictionaryForm.bits | form.rawValue)
    }
}
