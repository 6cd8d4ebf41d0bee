/// How long another site's log was at some point, and the root of the Merkle tree over it.
public struct LogRoot: Hashable, Sendable {
    /// The number of events.
    public let size: UInt64
    /// The root over them, in hexadecimal.
    public let root: String

    /// Makes a root.
    public init(size: UInt64, root: String) {
        self.size = size
        self.root = root
    }
}

/// A piece of another site's log that came here in a file.
public struct ImportedSegment: Hashable, Sendable {
    /// SHA-256 of the file, in hexadecimal.
    public var digest: String
    /// The first position that the segment is about.
    public var first: UInt64
    /// The last position that it is about.
    public var last: UInt64
    /// What it selects between the two; empty when it holds all events.
    public var selection: String
    /// What is known of the other log by it: before and behind its events, and at its checkpoint.
    public var roots: [LogRoot]
    /// The key that the checkpoint was checked with.
    public var key: String
    /// How many events it holds.
    public var eventCount: UInt64
    /// How many of them are without their payload.
    public var withheldCount: UInt64

    /// Makes a description.
    public init(
        digest: String, first: UInt64, last: UInt64, selection: String, roots: [LogRoot],
        key: String, eventCount: UInt64, withheldCount: UInt64
    ) {
        self.digest = digest
        self.first = first
        self.last = last
        self.selection = selection
        self.roots = roots
        self.key = key
        self.eventCount = eventCount
        self.withheldCount = withheldCount
    }
}
