/// What can be asked of what is known of another site.
public enum PeerCommand: Hashable, Sendable {
    /// Notes a segment of the other site's log, all of whose hashes and signatures hold.
    ///
    /// - Parameters:
    ///   - allowsGap: Whether events before it may be missing.
    ///   - confirmsKey: Whether the asker vouches for the segment's key.
    case noteImport(ImportedSegment, allowsGap: Bool, confirmsKey: Bool)
}

/// What became known of another site.
public enum PeerEvent: Hashable, Sendable {
    case segmentImported(ImportedSegment)
}

/// Why something said about another site is not accepted.
public enum PeerRejection: Error, Hashable, Sendable {
    /// The events between what is here and the segment are missing.
    case gap(missing: ClosedRange<UInt64>)
    /// The other log had another root at that size before: it shows different people different
    /// histories, or somebody has changed it.
    case fork(size: UInt64, known: String, given: String)
    /// The segment is signed with another key than those before it.
    case otherKey(known: String, given: String)
}

/// The rules of what a site believes of another one's log.
public enum PeerDecider: Decider {
    public static let initialState = PeerState()

    public static func decide(
        _ command: PeerCommand, _ state: PeerState
    ) throws(PeerRejection) -> [PeerEvent] {
        switch command {
        case .noteImport(let segment, let allowsGap, let confirmsKey):
            if state.digests.contains(segment.digest) { return [] }
            if let known = state.key, known != segment.key, !confirmsKey {
                throw .otherKey(known: known, given: segment.key)
            }
            for root in segment.roots {
                guard let known = state.roots[root.size], known != root.root else { continue }
                throw .fork(size: root.size, known: known, given: root.root)
            }
            if segment.selection.isEmpty, !allowsGap, let missing = state.gap(before: segment.first)
            {
                throw .gap(missing: missing)
            }
            return [.segmentImported(segment)]
        }
    }

    public static func evolve(_ state: inout PeerState, _ event: PeerEvent) {
        switch event {
        case .segmentImported(let segment):
            state.key = segment.key
            state.digests.insert(segment.digest)
            for root in segment.roots { state.roots[root.size] = root.root }
            if segment.selection.isEmpty, segment.first <= segment.last {
                state.cover(segment.first...segment.last)
            }
        }
    }
}
