/// The two parts of an event's id: its time, which is close to the time of the event, and the rest,
/// which is random.
enum BlockID {
    /// The bytes of the time.
    static let timeCount = 6
    static let tailCount = EventID.byteCount - timeCount
    static let timeMask: Int64 = 0xFFFF_FFFF_FFFF
}

/// The ids of a block's events, to find those that other events name as their cause.
struct BlockIDs {
    private var places: [EventID: Int] = [:]

    init(_ events: ArraySlice<RecordedEvent>) {
        places.reserveCapacity(events.count)
        for (place, event) in events.enumerated() { places[event.envelope.id] = place }
    }

    func place(of bytes: [UInt8]) -> Int? { EventID(bytes: bytes).flatMap { places[$0] } }
}
