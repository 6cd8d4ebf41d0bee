/// What can be asked of what is known of another site.
public enum PeerCommand: Hashable, Sendable {
    /// Notes a segment of the other site's log, all of whose hashes and signatures hold.
    ///
    /// - Parameters:
    ///   - allowsGap: Whether events before it may be missing.
    ///   - confirmsKey: Whether the asker vouches for the segment's key.
    case noteImport(ImportedSegment, allowsGap: Bool, confirmsKey: Bool)
    /// Notes a checkpoint of the other site's log, whose signatures hold, with what its proof is
    /// worth; `nil` when it does not begin at what was known.
    case noteCheckpoint(PeerCheckpoint, PeerProof?)
    /// Notes that the other site has countersigned a checkpoint of this site's log.
    case noteCountersignature(PeerCheckpoint)
}

/// What became known of another site.
public enum PeerEvent: Hashable, Sendable {
    case segmentImported(ImportedSegment)
    /// The other site's log continues what was known of it, and this site has countersigned it.
    case checkpointSeen(PeerCheckpoint)
    /// The other site has countersigned this site's log.
    case checkpointCountersigned(PeerCheckpoint)
    /// The other site has two histories.
    case forkDetected(PeerFork)
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
    /// The proof does not begin at what is known here.
    case unproven(from: UInt64)
    /// The other site was found to have two histories; nothing it shows is taken any more.
    case forked(PeerFork)
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
                guard let known = state.root(at: root.size), known != root.root else { continue }
                throw .fork(size: root.size, known: known, given: root.root)
            }
            if segment.selection.isEmpty, !allowsGap, let missing = state.gap(before: segment.first)
            {
                throw .gap(missing: missing)
            }
            return [.segmentImported(segment)]
        case .noteCheckpoint(let checkpoint, let proof):
            return try noteCheckpoint(checkpoint, proof, state)
        case .noteCountersignature(let checkpoint):
            let isNewer = checkpoint.root.size > state.countersigned?.root.size ?? 0
            return isNewer ? [.checkpointCountersigned(checkpoint)] : []
        }
    }

    private static func noteCheckpoint(
        _ checkpoint: PeerCheckpoint, _ proof: PeerProof?, _ state: PeerState
    ) throws(PeerRejection) -> [PeerEvent] {
        if let fork = state.fork { throw .forked(fork) }
        if let known = state.key, known != checkpoint.key {
            throw .otherKey(known: known, given: checkpoint.key)
        }
        let given = checkpoint.root
        if let known = state.root(at: given.size), known != given.root {
            let known = LogRoot(size: given.size, root: known)
            return [.forkDetected(state.fork(.otherRoot, known, checkpoint))]
        }
        // What is known is proved already, and late messages tell of shorter logs.
        if let seen = state.seen, given.size <= seen.root.size { return [] }
        guard let newest = state.newestRoot else { return [.checkpointSeen(checkpoint)] }
        if given.size <= newest.size {
            // Imported segments may tell of a longer log than the checkpoints that come late.
            return state.root(at: given.size) == nil ? [] : [.checkpointSeen(checkpoint)]
        }
        guard let proof, proof.from == newest.size else { throw .unproven(from: newest.size) }
        switch proof {
        case .holds: return [.checkpointSeen(checkpoint)]
        case .broken:
            return [.forkDetected(state.fork(.noContinuation, newest, checkpoint))]
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
        case .checkpointSeen(let checkpoint):
            state.key = checkpoint.key
            state.seen = checkpoint
        case .checkpointCountersigned(let checkpoint):
            state.countersigned = checkpoint
        case .forkDetected(let fork):
            state.fork = fork
        }
    }
}
