/// Records copied out of a read transaction, in their complete form: all of them into one piece of
/// memory.
struct RecordPage {
    private struct Place {
        let position: Position
        let end: Int
        let envelopeCount: Int
    }

    private var bytes: [UInt8]
    private var places: [Place] = []
    private let unpacker: RecordUnpacker
    /// How many bytes the records take.
    private(set) var byteCount = 0

    /// What a record takes on average, and the most records to make room for beforehand.
    private static let recordSizeGuess = 512
    private static let recordsMaxGuess: UInt64 = 1_024

    /// Makes room for what is likely to come: as many records as there are, up to `limit`.
    init(limit: Int, available: UInt64, _ unpacker: RecordUnpacker) {
        self.unpacker = unpacker
        let records = Int(min(UInt64(limit), available, Self.recordsMaxGuess))
        bytes = [UInt8](repeating: 0, count: records * Self.recordSizeGuess)
        places.reserveCapacity(records)
    }

    var count: Int { places.count }

    /// Copies a record, packed or not; refuses one that is damaged.
    @inline(__always)
    mutating func add(
        _ record: UnsafeRawBufferPointer, at position: Position
    ) throws(EventLogError) {
        let known: StoredRecord
        do throws(EnvelopeError) {
            known = try unpacker.read(record)
        } catch {
            throw .corrupt(position: position, what: error.description)
        }
        let end = byteCount + known.byteCount
        if end > bytes.count {
            bytes.append(contentsOf: [UInt8](repeating: 0, count: max(bytes.count, end)))
        }
        bytes.withUnsafeMutableBytes {
            unpacker.write(known, at: position, to: $0.part(from: byteCount))
        }
        byteCount = end
        places.append(Place(position: position, end: end, envelopeCount: known.envelopeCount))
    }

    /// The events.
    func events() -> [RecordedEvent] {
        var start = 0
        return places.map { place in
            defer { start = place.end }
            return RecordedEvent(
                position: place.position, checked: bytes[start..<place.end],
                envelopeCount: place.envelopeCount)
        }
    }
}
