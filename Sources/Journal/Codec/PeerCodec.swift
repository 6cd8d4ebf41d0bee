public import Domain

/// The names of the events about other sites on the log.
private enum PeerEventTypes {
    static let segmentImported = EventType("peer.segment_imported", PBPeerSegmentImported.self)
}

extension PeerDecider: JournaledDecider {
    public static func encode(_ event: PeerEvent) throws -> EncodedEvent {
        switch event {
        case .segmentImported(let segment):
            return try PeerEventTypes.segmentImported.encode { $0.fill(segment) }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> PeerEvent {
        switch encoded.type {
        case PeerEventTypes.segmentImported.name:
            return .segmentImported(
                try PeerEventTypes.segmentImported.payload(of: encoded).segment)
        default:
            throw PayloadFields(encoded: encoded).unknownType
        }
    }
}
