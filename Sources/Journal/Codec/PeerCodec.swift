public import Domain

/// The names of the events about other sites on the log.
private enum PeerEventTypes {
    static let segmentImported = EventType("peer.segment_imported", PBPeerSegmentImported.self)
    static let checkpointSeen = EventType("peer.checkpoint_seen", PBPeerCheckpoint.self)
    static let checkpointCountersigned = EventType(
        "peer.checkpoint_countersigned", PBPeerCheckpoint.self)
    static let forkDetected = EventType("peer.fork_detected", PBPeerFork.self)
}

extension PeerDecider: JournaledDecider {
    public static func encode(_ event: PeerEvent) throws -> EncodedEvent {
        switch event {
        case .segmentImported(let segment):
            return try PeerEventTypes.segmentImported.encode { $0.fill(segment) }
        case .checkpointSeen(let checkpoint):
            return try PeerEventTypes.checkpointSeen.encode { $0.fill(checkpoint) }
        case .checkpointCountersigned(let checkpoint):
            return try PeerEventTypes.checkpointCountersigned.encode { $0.fill(checkpoint) }
        case .forkDetected(let fork):
            return try PeerEventTypes.forkDetected.encode { $0.fill(fork) }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> PeerEvent {
        switch encoded.type {
        case PeerEventTypes.segmentImported.name:
            return .segmentImported(
                try PeerEventTypes.segmentImported.payload(of: encoded).segment)
        case PeerEventTypes.checkpointSeen.name:
            return .checkpointSeen(
                try PeerEventTypes.checkpointSeen.payload(of: encoded).checkpoint)
        case PeerEventTypes.checkpointCountersigned.name:
            return .checkpointCountersigned(
                try PeerEventTypes.checkpointCountersigned.payload(of: encoded).checkpoint)
        case PeerEventTypes.forkDetected.name:
            let payload = try PeerEventTypes.forkDetected.payload(of: encoded)
            return .forkDetected(try PayloadFields(encoded: encoded).fork(payload))
        default:
            throw PayloadFields(encoded: encoded).unknownType
        }
    }
}
