import EventStore

/// What a rebuild writes in one transaction.
struct DecodedPages: Sendable {
    /// The events in their order.
    let batches: [DecodedBatch]
    /// Reads what comes behind them.
    let reader: ScopedEvents

    /// How many pages of events go into one SQL transaction: SQLite writes a page of its file once
    /// for all events that touch it.
    private static let pagesMax = 8

    /// The position of the last event; `nil` when there was none left.
    var end: Position? { batches.last?.end }

    /// Reads the next pages and decodes them in two halves, each on a core that has nothing else to
    /// do.
    init(_ reader: ScopedEvents, site: String) async throws {
        var (reader, events) = (reader, [RecordedEvent]())
        for _ in 0..<Self.pagesMax {
            let page = try reader.next()
            if page.isEmpty { break }
            events += page
        }
        let (front, back) = (events[..<(events.count / 2)], events[(events.count / 2)...])
        async let first = DecodedBatch(front, site: site)
        async let second = DecodedBatch(back, site: site)
        let batches = try await [first, second]
        self.batches = batches.filter { $0.end > .origin }
        self.reader = reader
    }
}
