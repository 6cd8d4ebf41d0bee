/// What can be asked of the site as a whole.
public enum SiteCommand: Hashable, Sendable {
    /// Notes that payloads are erased; the log destroys them in the same commit.
    case noteErasure(Erasure)
    /// Says where parties live, from now on.
    case route(RouteKey, PartyRoute)
    /// Forgets where parties live.
    case unroute(RouteKey)
    /// Lets the queue be ordered so, from now on.
    case order(QueuePolicy)
    /// Lets a process lead the site from now on.
    case lead(LeaseHolder)
    /// Ends the lead of an epoch, when it still lasts.
    case resign(epoch: UInt64)
}

/// What happened to the site as a whole.
public enum SiteEvent: Hashable, Sendable {
    case payloadsErased(Erasure)
    case partyRouted(RouteKey, PartyRoute)
    case partyUnrouted(RouteKey)
    case queueOrdered(QueuePolicy)
    case leaseTaken(Lease)
    case leaseReleased(epoch: UInt64)
}

/// The site as its events tell it.
public struct SiteState: Hashable, Sendable {
    /// How many events have lost their payloads.
    public internal(set) var erasedCount: UInt64 = 0
    /// Which party lives where.
    public internal(set) var routing = RoutingTable()
    /// In which order waiting jobs start.
    public internal(set) var queuePolicy = QueuePolicy.fifo
    /// Who leads, or led last.
    public internal(set) var lease: Lease?
}

/// Why the site refuses a command.
public enum SiteRejection: Error, Hashable, Sendable {
    /// Nothing is selected, or nothing of it has a payload any more.
    case nothingToErase(ErasureSelection)
    /// A reason must be given.
    case noReason
    /// The job is at work; what it rests on must stay until it has ended.
    case jobAtWork(JobID)
    /// No site can be reached at such an address.
    case badAddress(String, problem: String)
    /// No party can have that number.
    case badParty(PartyID)
    /// There is no such route.
    case noRoute(RouteKey)
}

extension SiteRejection: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothingToErase(let selection): "no event of \(selection) has a payload to erase"
        case .noReason: "an erasure needs a reason; it stays on the log"
        case .jobAtWork(let job):
            "job \(job) has not ended; stop it first, as its events are still needed"
        case .badAddress(let address, let problem):
            "\(address) is not the address of a site, such as http://10.0.0.7:9380: \(problem)"
        case .badParty(let party): "party \(party): the id of an organisation is above 0"
        case .noRoute(let key): "there is no route to \(key)"
        }
    }
}

/// The rules of the site as a whole.
public enum SiteDecider: Decider {
    public static let initialState = SiteState()

    public static func decide(
        _ command: SiteCommand, _ state: SiteState
    ) throws(SiteRejection) -> [SiteEvent] {
        switch command {
        case .noteErasure(let erasure) where erasure.reason.allSatisfy(\.isWhitespace):
            throw .noReason
        case .noteErasure(let erasure) where erasure.positions.isEmpty:
            throw .nothingToErase(erasure.selection)
        case .noteErasure(let erasure):
            return [.payloadsErased(erasure)]
        case .route(let key, let route):
            return try self.route(key, route, state)
        case .unroute(let key):
            guard state.routing.routes[key] != nil else { throw .noRoute(key) }
            return [.partyUnrouted(key)]
        case .order(let policy):
            return state.queuePolicy == policy ? [] : [.queueOrdered(policy)]
        case .lead(let holder):
            return LeaseRules.take(holder, after: state.lease)
        case .resign(let epoch):
            return LeaseRules.release(epoch, state.lease)
        }
    }

    private static func route(
        _ key: RouteKey, _ route: PartyRoute, _ state: SiteState
    ) throws(SiteRejection) -> [SiteEvent] {
        if case .party(let party) = key, party.number <= 0 { throw .badParty(party) }
        if case .site(let address) = route, let problem = SiteAddress.problem(address) {
            throw .badAddress(address, problem: problem)
        }
        return state.routing.routes[key] == route ? [] : [.partyRouted(key, route)]
    }

    public static func evolve(_ state: inout SiteState, _ event: SiteEvent) {
        switch event {
        case .payloadsErased(let erasure): state.erasedCount += erasure.count
        case .partyRouted(let key, let route): state.routing.routes[key] = route
        case .partyUnrouted(let key): state.routing.routes[key] = nil
        case .queueOrdered(let policy): state.queuePolicy = policy
        case .leaseTaken(let lease): state.lease = lease
        case .leaseReleased(let epoch):
            if state.lease?.epoch == epoch { state.lease?.isReleased = true }
        }
    }
}
