/// Puts the records of a block together, byte for byte as they were.
struct RecordBuilder {
    let dictionary: [[UInt8]]
    let pieces: [[Int]]
    let kinds: UnsafeRawBufferPointer
    let fields: BlockFields
    let contents: BlockContents
    /// Where the block stands in the file.
    let place: UInt64

    func records() throws(SegmentError) -> [RecordedEvent] {
        let envelopes = try envelopeCounts()
        var ends: [Int] = []
        ends.reserveCapacity(kinds.count)
        var total = 0
        for (event, envelope) in envelopes.enumerated() {
            total += RecordLayout.envelope + envelope
            if isComplete(event) { total += Salt.byteCount + contents.payloads[event].count }
            ends.append(total)
        }
        let page = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            var start = 0
            for (event, end) in ends.enumerated() {
                write(event, UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end]))
                start = end
            }
            count = total
        }
        return try split(page, ends)
    }

    private func isComplete(_ event: Int) -> Bool {
        kinds[event] == RecordLayout.Kind.complete.rawValue
    }

    private func piece(_ column: Int, _ event: Int) -> Int {
        dictionary[pieces[column][event]].count
    }

    private func envelopeCounts() throws(SegmentError) -> [Int] {
        var counts: [Int] = []
        counts.reserveCapacity(kinds.count)
        for event in kinds.indices {
            guard piece(0, event) == BlockColumn.headCount else {
                throw SegmentError(.invalid, at: place, "an envelope of the block has no head")
            }
            var count = EnvelopeLayout.texts
            for text in EnvelopeLayout.Text.inOrder {
                // Here and not by the decoder alone: an entry is written once and may be copied
                // into every envelope of the block.
                let bytes = piece(1 + text.rawValue, event)
                guard bytes <= text.lengths.upperBound else {
                    throw SegmentError(
                        .invalid, at: place,
                        "\(text.name) has \(bytes) bytes; \(text.lengths.upperBound) are possible")
                }
                count += bytes
            }
            counts.append(count)
        }
        return counts
    }

    private func write(_ event: Int, _ record: UnsafeMutableRawBufferPointer) {
        record[0] = kinds[event]
        let envelope = UnsafeMutableRawBufferPointer(rebasing: record[RecordLayout.envelope...])
        _ = store(0, event, envelope, at: 0)
        envelope.storeBigEndian(fields.origins[event], at: EnvelopeLayout.originPosition)
        envelope.storeBigEndian(fields.versions[event], at: EnvelopeLayout.streamVersion)
        envelope.storeBigEndian(fields.recordedAt[event], at: EnvelopeLayout.recordedAt)
        envelope.storeBigEndian(fields.times[event] << 16, at: EnvelopeLayout.id)
        _ = envelope.store(
            contents.idTails[event], at: EnvelopeLayout.id + BlockID.timeCount)
        var end = EnvelopeLayout.texts
        for text in EnvelopeLayout.Text.inOrder {
            let start = end
            end = store(1 + text.rawValue, event, envelope, at: start)
            envelope.storeBigEndian(UInt16(end - start), at: text.lengthOffset)
        }
        guard isComplete(event) else {
            _ = envelope.store(contents.seals[event], at: EnvelopeLayout.commitment)
            return
        }
        let payload = envelope.store(contents.seals[event], at: end)
        _ = envelope.store(contents.payloads[event], at: payload)
        Hashing.store(
            of: UnsafeRawBufferPointer(rebasing: envelope[end...]),
            to: envelope.baseAddress! + EnvelopeLayout.commitment)
    }

    @inline(__always)
    private func store(
        _ column: Int, _ event: Int, _ target: UnsafeMutableRawBufferPointer, at offset: Int
    ) -> Int {
        dictionary[pieces[column][event]].withUnsafeBytes { target.store($0, at: offset) }
    }

    private func split(_ page: [UInt8], _ ends: [Int]) throws(SegmentError) -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        events.reserveCapacity(ends.count)
        var start = 0
        for (event, end) in ends.enumerated() {
            let position = Position(fields.positions[event])
            do {
                events.append(try RecordedEvent(position: position, record: page[start..<end]))
            } catch {
                throw SegmentError(
                    .invalid, at: place,
                    "the envelope of position \(position) is not valid: \(error.description)")
            }
            start = end
        }
        return events
    }
}
