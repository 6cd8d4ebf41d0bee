/// Which events of a log go into a segment.
public struct SegmentRequest: Sendable {
    /// The first position; 1 unless told otherwise.
    public var first: Position?
    /// The last position; the newest unless told otherwise.
    public var last: Position?
    /// Which events between the two; `nil` for all of them.
    public var selection: EventSelection?

    /// Makes a request.
    public init(
        first: Position? = nil, last: Position? = nil, selection: EventSelection? = nil
    ) {
        self.first = first
        self.last = last
        self.selection = selection
    }

    /// The header of the segment, for a log that ends at `head`.
    func header(
        of log: any EventLogReader, head: Position, createdAt: Int64
    ) throws(EventLogError) -> SegmentHeader {
        let first = first ?? Position(1)
        let last = last ?? head
        guard first > .origin, first <= last, last <= head else {
            throw .invalid(
                "the log has the positions 1 to \(head); it cannot be exported from \(first) "
                    + "to \(last)")
        }
        let content: SegmentHeader.Content =
            if let selection {
                .selection(selection)
            } else {
                .range(before: try log.treeFrontier(at: first.number - 1))
            }
        return try SegmentHeader(
            site: log.site, first: first, last: last, content: content, createdAt: createdAt)
    }
}
