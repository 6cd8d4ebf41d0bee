public import EventStore
import GRDB

/// A moment of the past, resolved once: everything up to this position, and nothing after it.
public struct ResolvedMoment: Hashable, Sendable {
    /// The last position that belongs to it; `.origin` before the first event.
    public let position: Position
    /// How late it was at the site when the log had reached the position, in Unix milliseconds;
    /// `nil` before the first event.
    public let time: Int64?

    /// Makes a resolved moment.
    public init(position: Position, time: Int64?) {
        self.position = position
        self.time = time
    }
}

/// Finds the position that a moment means.
public struct MomentResolver: Sendable {
    private let log: any EventLogReader
    private let views: ViewStore

    private static let pageSize = 256

    /// Makes a resolver over a log and the rows made from it, which know when it was how long.
    public init(log: any EventLogReader, views: ViewStore) {
        self.log = log
        self.views = views
    }

    /// The last position of a moment: the one named, or the last one whose time is not after the
    /// end of the span named.
    ///
    /// - Throws: `PastError.beyondEnd` for a position that the log has not reached.
    public func end(of moment: Moment) async throws -> ResolvedMoment {
        switch moment {
        case .position(let position):
            guard position <= log.head else {
                throw PastError.beyondEnd(position, head: log.head)
            }
            return ResolvedMoment(position: position, time: try await time(at: position))
        case .time(let span):
            return try await last(notAfter: span.upperBound)
        }
    }

    /// The position after which the events of a moment begin: for reading from there on.
    public func start(of moment: Moment) async throws -> Position {
        switch moment {
        case .position(let position):
            return position > .origin ? Position(position.number - 1) : .origin
        case .time(let span):
            return try await last(notAfter: span.lowerBound - 1).position
        }
    }

    private func last(notAfter time: Int64) async throws -> ResolvedMoment {
        var mark = try await views.database.read { try MomentMarks.last(notAfter: time, $0) }
        let head = log.head
        while mark.position < head {
            for event in try log.events(after: mark.position, limit: Self.pageSize) {
                let latest = MomentMarks.later(mark.latest, event, site: log.site)
                guard latest <= time else { return ResolvedMoment(mark) }
                mark = MomentMarks.Mark(position: event.position, latest: latest)
            }
        }
        return ResolvedMoment(mark)
    }

    private func time(at position: Position) async throws -> Int64? {
        var mark = try await views.database.read { try MomentMarks.last(upTo: position, $0) }
        while mark.position < position {
            let limit = min(position.number - mark.position.number, UInt64(Self.pageSize))
            for event in try log.events(after: mark.position, limit: Int(limit)) {
                let latest = MomentMarks.later(mark.latest, event, site: log.site)
                mark = MomentMarks.Mark(position: event.position, latest: latest)
            }
        }
        return ResolvedMoment(mark).time
    }
}

extension ResolvedMoment {
    fileprivate init(_ mark: MomentMarks.Mark) {
        self.init(
            position: mark.position, time: mark.latest == MomentMarks.never ? nil : mark.latest)
    }
}

/// Why the past could not be read.
public enum PastError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The log has not reached the position.
    case beyondEnd(Position, head: Position)

    public var description: String {
        switch self {
        case .beyondEnd(let position, let head):
            "there is no position \(position) yet: the log ends at \(head)"
        }
    }
}
