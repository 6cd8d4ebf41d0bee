public import EventStore

/// The events of a scope up to a position, in the order of their positions, page by page.
///
/// A scope of some streams reads these alone, so that its cost does not grow with the log.
public struct ScopedEvents: Sendable {
    private enum Source: Sendable {
        case log(after: Position)
        case streams([StreamCursor])
    }

    private let log: any EventLogReader
    private let end: Position
    private var source: Source

    static let pageSize = 1_000

    /// Makes a reader of what lies behind `start`, up to and with `end`.
    public init(
        _ scope: FoldScope, of log: any EventLogReader, after start: Position = .origin,
        upTo end: Position
    ) throws {
        self.log = log
        self.end = end
        source =
            if let streams = try scope.streams(in: log) {
                .streams(
                    try streams.map { try StreamCursor($0, of: log, after: start, upTo: end) })
            } else {
                .log(after: start)
            }
    }

    /// The events of the next `pages` pages, to be read later; `nil` at the end.
    ///
    /// Parts of the whole log may be read side by side; those of streams have been read already.
    mutating func nextPart(pages: Int) throws -> EventPart? {
        if case .log(let position) = source {
            guard position < end else { return nil }
            let size = UInt64(pages * Self.pageSize)
            let last = Position(position.number + min(end.number - position.number, size))
            source = .log(after: last)
            return EventPart(source: .log(log, after: position, upTo: last))
        }
        var events: [RecordedEvent] = []
        for _ in 0..<pages { events += try next() }
        return events.isEmpty ? nil : EventPart(source: .read(events))
    }

    /// The next events; none at the end.
    public mutating func next() throws -> [RecordedEvent] {
        switch source {
        case .log(let position):
            guard position < end else { return [] }
            let limit = min(end.number - position.number, UInt64(Self.pageSize))
            let page = try log.events(after: position, limit: Int(limit))
            source = .log(after: page.last?.position ?? end)
            return page
        case .streams(var cursors):
            let page = try Self.merge(&cursors, log)
            source = .streams(cursors)
            return page
        }
    }

    private static func merge(
        _ cursors: inout [StreamCursor], _ log: any EventLogReader
    ) throws -> [RecordedEvent] {
        var page: [RecordedEvent] = []
        while page.count < pageSize {
            let first = cursors.indices.min { cursors[$0].place < cursors[$1].place }
            guard let first, let event = cursors[first].event else { return page }
            page.append(event)
            try cursors[first].advance(log)
        }
        return page
    }
}

/// Some neighbouring events of a scope, read when they are asked for.
struct EventPart: Sendable {
    fileprivate enum Source: Sendable {
        case log(any EventLogReader, after: Position, upTo: Position)
        case read([RecordedEvent])
    }

    fileprivate let source: Source

    func events() throws -> [RecordedEvent] {
        switch source {
        case .read(let events): return events
        case .log(let log, let start, let end):
            var events: [RecordedEvent] = []
            events.reserveCapacity(Int(end.number - start.number))
            var place = start
            while place < end {
                let limit = min(Int(end.number - place.number), ScopedEvents.pageSize)
                events += try log.events(after: place, limit: limit)
                place = events.last?.position ?? end
            }
            return events
        }
    }
}

/// A place in one stream, with the page of events around it.
private struct StreamCursor: Sendable {
    private let stream: StreamName
    private let end: Position
    private var page: ArraySlice<RecordedEvent> = []
    private var version = StreamVersion.none

    init(
        _ stream: StreamName, of log: any EventLogReader, after start: Position, upTo end: Position
    ) throws {
        self.stream = stream
        self.end = end
        try fill(log)
        while let event, event.position <= start { try advance(log) }
    }

    /// The event at the place; `nil` at the end.
    var event: RecordedEvent? { page.first.flatMap { $0.position <= end ? $0 : nil } }

    /// The position of the event; behind all others at the end.
    var place: Position { event?.position ?? Position(.max) }

    mutating func advance(_ log: any EventLogReader) throws {
        page = page.dropFirst()
        if page.isEmpty { try fill(log) }
    }

    private mutating func fill(_ log: any EventLogReader) throws {
        page = try log.events(of: stream, after: version, limit: ScopedEvents.pageSize)[...]
        version = page.last?.envelope.streamVersion ?? version
    }
}
