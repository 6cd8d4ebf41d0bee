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

    /// The newest checkpoint of the other log that was seen, with this site's countersignature.
    public internal(set) var seen: PeerCheckpoint?
    /// The newest checkpoint of this site's log that the other site has countersigned.
    public internal(set) var countersigned: PeerCheckpoint?
    /// Two histories of the other log; once there, for ever.
    public internal(set) var fork: PeerFork?

    /// The newest root of the other log that is known.
    public var newestRoot: LogRoot? {
        let imported = roots.max { $0.key < $1.key }.map { LogRoot(size: $0.key, root: $0.value) }
        guard let imported, imported.size > seen?.root.size ?? 0 else { return seen?.root }
        return imported
    }

    /// The root of the other log at a size, where it is known.
    public func root(at size: UInt64) -> String? {
        seen?.root.size == size ? seen?.root.root : roots[size]
    }

    /// The sizes of the other log at which its root is known.
    public var knownSizes: Set<UInt64> { Set(roots.keys).union(seen.map { [$0.root.size] } ?? []) }

    func fork(
        _ sign: PeerFork.Sign, _ known: LogRoot, _ checkpoint: PeerCheckpoint
    ) -> PeerFork {
        PeerFork(
            sign: sign, known: known, knownNote: seen?.root == known ? seen?.note ?? "" : "",
            given: checkpoint.root, givenNote: checkpoint.note)
    }

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
