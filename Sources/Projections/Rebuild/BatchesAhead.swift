import EventStore

/// The batches of a rebuild in their order: the next few are decoded while one is written, on a
/// core that has nothing else to do.
struct BatchesAhead {
    private var reader: ScopedEvents
    private let site: String
    private var decoding: [Task<DecodedBatch, any Error>] = []

    /// How many batches are decoded, or being decoded, before they are asked for: enough that no
    /// core waits for another one to end.
    private static let countMax = 3
    /// How many pages of events go into one batch, and one SQL transaction: SQLite writes a page of
    /// its file once for all events that touch it.
    private static let pagesMax = 4

    init(_ reader: ScopedEvents, site: String) {
        (self.reader, self.site) = (reader, site)
    }

    /// The next batch; `nil` at the end.
    mutating func next() async throws -> DecodedBatch? {
        while decoding.count < Self.countMax {
            let events = try read()
            if events.isEmpty { break }
            decoding.append(Task { [site] in try DecodedBatch(events, site: site) })
        }
        return decoding.isEmpty ? nil : try await decoding.removeFirst().value
    }

    private mutating func read() throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        for _ in 0..<Self.pagesMax {
            let page = try reader.next()
            if page.isEmpty { break }
            events += page
        }
        return events
    }
}
