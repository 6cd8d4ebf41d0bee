/// Something in the files of a log that is not as a writer leaves it.
public struct LogFinding: Hashable, Sendable, CustomStringConvertible {
    /// Where it is.
    public enum Place: Hashable, Sendable {
        /// The data file as a whole.
        case file
        /// A page of the data file, and the table it belongs to where that is known.
        case page(UInt64, table: String?)
        /// A table.
        case table(String)
        /// An event.
        case position(Position)
        /// A stretch of events.
        case positions(ClosedRange<Position>)
        /// A stream.
        case stream(StreamName)
    }

    /// Where it is.
    public let place: Place
    /// What is wrong there.
    public let what: String

    public var description: String { "\(place): \(what)" }
}

extension LogFinding.Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file: "data.mdb"
        case .page(let number, let table?): "page \(number) (table \(table))"
        case .page(let number, nil): "page \(number)"
        case .table(let name): "table \(name)"
        case .position(let position): "position \(position)"
        case .positions(let range): "positions \(range.lowerBound) to \(range.upperBound)"
        case .stream(let name): "stream \(name)"
        }
    }
}

/// What verifying a log has shown.
public struct LogReport: Hashable, Sendable {
    /// The name of the site; `nil` when it cannot be read.
    public internal(set) var site: String?
    /// The last position that the tables speak of.
    public internal(set) var head = Position.origin
    /// The root over the stored leaf hashes; `nil` when there are not as many as events.
    public internal(set) var root: TreeHash?
    /// How many events were read and found to be right.
    public internal(set) var eventCount: UInt64 = 0
    /// How many of them have no payload any more, or never had one here.
    public internal(set) var erasedCount: UInt64 = 0
    /// What is wrong, in the order it was found; no more than ``findingsMax``.
    public private(set) var findings: [LogFinding] = []
    /// How many findings there were in all.
    public private(set) var findingCount = 0

    /// The most findings that are kept.
    public static let findingsMax = 1_000

    init() {}

    /// Whether nothing is wrong.
    public var isSound: Bool { findingCount == 0 }

    mutating func add(_ place: LogFinding.Place, _ what: String) {
        findingCount += 1
        if findings.count < Self.findingsMax {
            findings.append(LogFinding(place: place, what: what))
        }
    }
}
