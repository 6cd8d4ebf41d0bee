/// Events of other sites as the writer wants them: their bytes as they came, and their leaf hashes.
struct PreparedImports: Sendable {
    /// Where one event happened.
    struct Origin: Hashable, Sendable {
        let site: String
        let position: Position
    }

    /// One event.
    struct Record: Sendable {
        let origin: Origin
        let leaf: TreeHash
        let range: Range<Int>
    }

    private(set) var records: [Record] = []
    private(set) var bytes: [UInt8] = []

    init() {}

    /// Refuses an event that is too large, and one that stands there twice.
    init(_ events: [RecordedEvent], eventSizeMax: Int) throws(EventLogError) {
        bytes.reserveCapacity(events.reduce(0) { $0 + $1.recordBytes.count })
        records.reserveCapacity(events.count)
        var seen: Set<Origin> = []
        seen.reserveCapacity(events.count)
        var (siteBytes, site): (ArraySlice<UInt8>, String) = ([], "")
        for event in events {
            let size = event.recordBytes.count - RecordLayout.envelope
            guard size <= eventSizeMax else {
                throw .tooLarge(what: "the event", bytes: size, limit: eventSizeMax)
            }
            let envelope = event.envelope
            let text = envelope.originSiteBytes
            if text != siteBytes { (siteBytes, site) = (text, envelope.originSite) }
            let origin = Origin(site: site, position: envelope.originPosition)
            guard seen.insert(origin).inserted else {
                throw .fork(site: origin.site, position: origin.position)
            }
            let start = bytes.count
            bytes.append(contentsOf: event.recordBytes)
            records.append(
                Record(origin: origin, leaf: envelope.leafHash, range: start..<bytes.count))
        }
    }
}
