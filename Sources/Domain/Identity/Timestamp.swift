/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The domain never reads a clock: a timestamp arrives with the command.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch.
    public let millisecondsSinceEpoch: Int64

    /// No moment is further from 1970 than this, 285,000 years, so that two can be told apart in whole
    /// numbers, whatever a file or another site says.
    private static let most: Int64 = 1 << 53

    /// Makes a timestamp from Unix milliseconds; a number that is no moment gives the nearest one.
    public init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = min(max(millisecondsSinceEpoch, -Self.most), Self.most)
    }

    /// The moment this many milliseconds later.
    public func advanced(byMilliseconds milliseconds: Int64) -> Timestamp {
        let (sum, isOver) = millisecondsSinceEpoch.addingReportingOverflow(milliseconds)
        return Timestamp(millisecondsSinceEpoch: isOver ? milliseconds : sum)
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        millisecondsSinceEpoch - earlier.millisecondsSinceEpoch
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }
}
