public import Domain
public import Journal

/// Takes and releases the lease of a site, on its log.
public struct LeaseService: Sendable {
    private static let actor = "serve"
    private let journal: Journal
    private let clock: any WallClock

    /// Makes the service of a site.
    public init(journal: Journal, clock: any WallClock) {
        self.journal = journal
        self.clock = clock
    }

    /// Who leads, or led last, as the log says; `nil` before the first one.
    public func current() async throws -> Lease? {
        try await journal.state(of: SiteDecider.self, .site).lease
    }

    /// Takes the lease: the first thing that a process appends that may write the log.
    public func take(_ holder: LeaseHolder) async throws -> Lease {
        let taken = try await journal.execute(
            .lead(holder), by: SiteDecider.self, on: .site, context)
        guard case .leaseTaken(let lease) = taken.events.first else {
            preconditionFailure("A lease is taken whoever had it before")
        }
        return lease
    }

    /// Says that the process leads no longer: the last thing that it appends.
    public func release(_ lease: Lease) async throws {
        try await journal.execute(
            .resign(epoch: lease.epoch), by: SiteDecider.self, on: .site, context)
    }

    private var context: CommandContext {
        CommandContext(actor: Self.actor, correlationID: "lead", now: clock.now())
    }
}
