/// Records copied out of a read transaction: all of them into one piece of memory.
struct RecordPage {
    private var bytes: [UInt8] = []
    private var places: [(position: Position, end: Int)] = []

    /// What a record takes on average, and the most records to make room for beforehand.
    private static let recordSizeGuess = 512
    private static let recordsMaxGuess: UInt64 = 1_024

    /// Makes room for what is likely to come: as many records as there are, up to `limit`.
    init(limit: Int, available: UInt64) {
        let records = Int(min(UInt64(limit), available, Self.recordsMaxGuess))
        bytes.reserveCapacity(records * Self.recordSizeGuess)
        places.reserveCapacity(records)
    }

    var count: Int { places.count }
    var byteCount: Int { bytes.count }

    @inline(__always)
    mutating func add(_ record: UnsafeRawBufferPointer, at position: Position) {
        bytes.append(contentsOf: record)
        places.append((position, bytes.count))
    }

    /// The events, checked.
    func events() throws(EventLogError) -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        events.reserveCapacity(places.count)
        var start = 0
        for (position, end) in places {
            do {
                events.append(try RecordedEvent(position: position, record: bytes[start..<end]))
            } catch {
                throw .corrupt(position: position, what: error.description)
            }
            start = end
        }
        return events
    }
}
