import EventStore

/// The batches of a rebuild in their order: the next few are read and decoded while one is written,
/// on a core that has nothing else to do.
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
    /// How many go into the next one. The first are small: whoever writes waits for the first.
    private var pages = 1

    init(_ reader: ScopedEvents, site: String) {
        (self.reader, self.site) = (reader, site)
    }

    /// The next batch; `nil` at the end.
    mutating func next() async throws -> DecodedBatch? {
        while decoding.count < Self.countMax, let part = try reader.nextPart(pages: pages) {
            pages = min(2 * pages, Self.pagesMax)
            decoding.append(Task { [site] in try DecodedBatch(part.events(), site: site) })
        }
        return decoding.isEmpty ? nil : try await decoding.removeFirst().value
    }
}
