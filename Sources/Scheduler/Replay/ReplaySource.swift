public import EventStore

/// Recorded events to decide again from: read in order, as often as it takes.
public protocol ReplaySource {
    /// The site in whose log the events stand.
    var site: String { get }
    /// Which of its events there are.
    var extent: ReplayExtent { get }
    /// Hands out all events, a page at a time, the oldest first; the same ones each time.
    func events(_ body: ([RecordedEvent]) throws -> Void) throws
}

/// Which events of a log a source has.
public enum ReplayExtent: Hashable, Sendable {
    /// All from the first one on.
    case whole
    /// All from a later position on.
    case since(Position)
    /// Those that belong to something; all others are left out.
    case selection(String)
}

extension ReplayExtent {
    /// Why a decision that rests on the whole site cannot be made again; `nil` when it can.
    var gap: String? {
        switch self {
        case .whole: nil
        case .since(let first):
            "the segment begins at position \(first): engines and queue before it are not known"
        case .selection(let title):
            "the segment holds only the events of \(title): engines and queue are not known"
        }
    }
}

/// A log as it stood when the source was made, also beside the server that writes it.
public struct LogReplaySource: ReplaySource {
    private let log: any EventLogReader
    private let head: Position
    private static let page = (events: 4_096, bytes: 8 << 20)

    /// Reads this log up to its present head.
    public init(_ log: any EventLogReader) {
        self.log = log
        head = log.head
    }

    public var site: String { log.site }
    public var extent: ReplayExtent { .whole }

    public func events(_ body: ([RecordedEvent]) throws -> Void) throws {
        var position = Position.origin
        while position < head {
            let count = min(UInt64(Self.page.events), head.number - position.number)
            let page = try log.events(
                after: position, limit: Int(count), bytesMax: Self.page.bytes)
            guard let last = page.last else { return }
            try body(page)
            position = last.position
        }
    }
}

/// The events of a segment.
public struct SegmentReplaySource: ReplaySource {
    private let file: SegmentFile

    /// Reads this segment; that it is whole and true, its own verification says.
    public init(_ file: SegmentFile) { self.file = file }

    public var site: String { file.header.site }

    public var extent: ReplayExtent {
        switch file.header.content {
        case .selection(let selection): .selection(selection.title)
        case .range: file.header.first == Position(1) ? .whole : .since(file.header.first)
        }
    }

    public func events(_ body: ([RecordedEvent]) throws -> Void) throws {
        try file.events { page in
            try body(page)
            return true
        }
    }
}
