/// A process that may lead a site: it alone writes the site's log and moves its jobs.
public struct LeaseHolder: Hashable, Sendable {
    /// The machine that it runs on, by its own name.
    public let owner: String
    /// Its process id there.
    public let processID: Int32
    /// Where it listens, such as `http://127.0.0.1:9380`.
    public let address: String

    /// Makes a holder.
    public init(owner: String, processID: Int32, address: String) {
        self.owner = owner
        self.processID = processID
        self.address = address
    }
}

/// The lead of a site, from the event that takes it to the one that takes the next.
///
/// What lies on the log in between was appended by its holder: a process takes the lease as the
/// first thing that it appends.
public struct Lease: Hashable, Sendable {
    /// Counts the leases of the site from 1.
    public let epoch: UInt64
    /// Who leads.
    public let holder: LeaseHolder
    /// Whether the holder has said that it leads no longer; one that was killed could not.
    public internal(set) var isReleased = false

    /// Makes a lease.
    public init(epoch: UInt64, holder: LeaseHolder) {
        self.epoch = epoch
        self.holder = holder
    }
}

/// The rules of the lead.
///
/// Who may take it is not decided here: the kernel's lock on the log's directory says so, and the
/// log refuses a writer that does not know its end. The lease makes it known.
enum LeaseRules {
    static func take(_ holder: LeaseHolder, after lease: Lease?) -> [SiteEvent] {
        [.leaseTaken(Lease(epoch: (lease?.epoch ?? 0) + 1, holder: holder))]
    }

    /// A lease that is over already is not released once more.
    static func release(_ epoch: UInt64, _ lease: Lease?) -> [SiteEvent] {
        guard let lease, lease.epoch == epoch, !lease.isReleased else { return [] }
        return [.leaseReleased(epoch: epoch)]
    }
}
