/// What a site knows of another one's log.
public struct PeerState: Hashable, Sendable {
    /// The key of the other site, as it was first seen or as it was confirmed since.
    public internal(set) var key: String?
    /// The digests of the files that were imported.
    public internal(set) var digests: Set<String> = []
    /// The roots of the other log that are known, by its size.
    public internal(set) var roots: [UInt64: String] = [:]
    /// The positions of which all events are here: ranges with gaps between them, in order.
    public internal(set) var covered: [ClosedRange<UInt64>] = []

    /// The positions before a range that would be missing; `nil` when it follows what is here.
    func gap(before first: UInt64) -> ClosedRange<UInt64>? {
        guard first > 1 else { return nil }
        guard let behind = covered.last(where: { $0.lowerBound < first }) else {
            return 1...first - 1
        }
        return behind.upperBound >= first - 1 ? nil : behind.upperBound + 1...first - 1
    }

    /// Adds a range and joins what touches it.
    mutating func cover(_ range: ClosedRange<UInt64>) {
        var joined = range
        var rest: [ClosedRange<UInt64>] = []
        for other in covered {
            if other.upperBound &+ 1 < joined.lowerBound
                || other.lowerBound > joined.upperBound &+ 1
            {
                rest.append(other)
            } else {
                joined =
                    min(
                        joined.lowerBound, other.lowerBound)...max(
                        joined.upperBound, other.upperBound)
            }
        }
        covered = (rest + [joined]).sorted { $0.lowerBound < $1.lowerBound }
    }
}
