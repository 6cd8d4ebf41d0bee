public import Domain
public import EventStore

/// What came of an import.
public struct SegmentImportReport: Hashable, Sendable {
    /// The site whose segment it is.
    public let site: String
    /// The segment.
    public let segment: ImportedSegment
    /// How many of its events were not here before.
    public internal(set) var newCount: UInt64 = 0
    /// The position of the record of the import; `nil` when the segment was here already.
    public internal(set) var position: Position?
}

extension ImportedSegment {
    /// What a verified segment says.
    init(_ file: SegmentFile, _ report: SegmentReport) throws(SegmentError) {
        var roots = report.roots
        let (header, trailer) = (file.header, file.trailer)
        if let before = header.rootBefore { roots[header.first.number - 1] = before }
        roots[trailer.treeSize] = trailer.root
        roots[report.checkpoint.size] = report.checkpoint.root
        var selection = ""
        if case .selection(let events) = header.content { selection = events.title }
        self.init(
            digest: try file.digest().description, first: header.first.number,
            last: header.last.number, selection: selection,
            roots: roots.sorted { $0.key < $1.key }
                .map { LogRoot(size: $0.key, root: $0.value.description) },
            key: report.key.text, eventCount: trailer.eventCount,
            withheldCount: trailer.withheldCount)
    }
}
