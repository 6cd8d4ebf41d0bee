public import Domain

/// The names of the events about the site as a whole on the log.
private enum SiteEventTypes {
    static let payloadsErased = EventType("site.payloads_erased", PBSitePayloadsErased.self)
    static let partyRouted = EventType("site.party_routed", PBSitePartyRouted.self)
    static let queueOrdered = EventType("site.queue_ordered", PBSiteQueueOrdered.self)
    static let leaseTaken = EventType("site.lease_taken", PBSiteLeaseTaken.self)
    static let leaseReleased = EventType("site.lease_released", PBSiteLeaseReleased.self)
    static let partyUnrouted = EventType("site.party_unrouted", PBSitePartyUnrouted.self)
}

extension SiteDecider: JournaledDecider {
    public static func encode(_ event: SiteEvent) throws -> EncodedEvent {
        switch event {
        case .payloadsErased(let erasure):
            return try SiteEventTypes.payloadsErased.encode { payload in
                payload.kind = erasure.selection.kind
                payload.selection = erasure.selection.text
                payload.reason = erasure.reason
                payload.positions = erasure.positions.map { range in
                    var message = PBPositionRange()
                    message.first = range.lowerBound
                    message.last = range.upperBound
                    return message
                }
            }
        case .partyRouted(let key, let route):
            return try SiteEventTypes.partyRouted.encode { payload in
                if case .party(let id) = key { payload.party = Int64(id.number) }
                if case .site(let address) = route { payload.address = address }
            }
        case .partyUnrouted(let key):
            return try SiteEventTypes.partyUnrouted.encode { payload in
                if case .party(let id) = key { payload.party = Int64(id.number) }
            }
        case .queueOrdered(let policy):
            return try SiteEventTypes.queueOrdered.encode { $0.policy = policy.rawValue }
        case .leaseTaken(let lease):
            return try SiteEventTypes.leaseTaken.encode { payload in
                payload.epoch = lease.epoch
                payload.owner = lease.holder.owner
                payload.process = lease.holder.processID
                payload.address = lease.holder.address
            }
        case .leaseReleased(let epoch):
            return try SiteEventTypes.leaseReleased.encode { $0.epoch = epoch }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> SiteEvent {
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case SiteEventTypes.payloadsErased.name:
            let payload = try SiteEventTypes.payloadsErased.payload(of: encoded)
            let selection = ErasureSelection(kind: payload.kind, text: payload.selection)
            return .payloadsErased(
                Erasure(
                    selection: try fields.required(
                        selection, "\(payload.kind) \(payload.selection)", "selection"),
                    reason: payload.reason,
                    positions: try payload.positions.map { try range($0, fields) }))
        case SiteEventTypes.partyRouted.name:
            let payload = try SiteEventTypes.partyRouted.payload(of: encoded)
            let route = payload.address.isEmpty ? PartyRoute.here : .site(payload.address)
            return .partyRouted(key(payload.hasParty ? payload.party : nil), route)
        case SiteEventTypes.partyUnrouted.name:
            let payload = try SiteEventTypes.partyUnrouted.payload(of: encoded)
            return .partyUnrouted(key(payload.hasParty ? payload.party : nil))
        case SiteEventTypes.queueOrdered.name:
            let payload = try SiteEventTypes.queueOrdered.payload(of: encoded)
            return .queueOrdered(
                try fields.required(
                    QueuePolicy(rawValue: payload.policy), payload.policy, "policy"))
        case SiteEventTypes.leaseTaken.name:
            let payload = try SiteEventTypes.leaseTaken.payload(of: encoded)
            return .leaseTaken(
                Lease(
                    epoch: payload.epoch,
                    holder: LeaseHolder(
                        owner: payload.owner, processID: payload.process,
                        address: payload.address)))
        case SiteEventTypes.leaseReleased.name:
            return .leaseReleased(
                epoch: try SiteEventTypes.leaseReleased.payload(of: encoded).epoch)
        default:
            throw fields.unknownType
        }
    }

    private static func key(_ party: Int64?) -> RouteKey {
        party.map { .party(PartyID(Int($0))) } ?? .others
    }

    private static func range(
        _ message: PBPositionRange, _ fields: PayloadFields
    ) throws -> ClosedRange<UInt64> {
        guard message.first > 0, message.first <= message.last else {
            throw fields.problem("field positions holds \(message.first) to \(message.last)")
        }
        return message.first...message.last
    }
}

extension Journal {
    /// The type of the event that says that payloads were erased.
    public static var erasureType: String { SiteEventTypes.payloadsErased.name }
}
