public import Domain
import EventStore
public import Journal

/// The parties of this site that hold on to jobs whose coordinators have been asked in vain, as far as
/// this server knows.
///
/// Not on the log: nothing has happened to the job. A server that takes over asks anew.
public actor LostCoordinators {
    /// What a party waits for.
    public struct Wait: Hashable, Sendable {
        /// The job and the party that has a part of it.
        public let holder: ResourceHolder
        /// Who does not answer.
        public let initiator: Party
        /// What the party holds of its engine meanwhile.
        public let held: ResourceAmount
        /// When the job was last heard of.
        public let since: Timestamp
        /// What came of asking last.
        public let reason: String
        /// The party's part of the job as it stood when its coordinator was asked.
        let version: StreamVersion
    }

    private var waits: [ResourceHolder: Wait] = [:]

    /// Makes a record of nobody.
    public init() {}

    /// The parties that wait still: nothing has happened to their parts of the jobs since they asked,
    /// which would be news, or their end. The one that has waited longest comes first.
    public func lasting(in journal: Journal) async throws -> [Wait] {
        var lasting: [Wait] = []
        for wait in all {
            let stream = StreamIdentity.party(wait.holder.job, wait.holder.party)
            let newest = try await journal.snapshot(of: PartyDecider.self, stream).version
            if newest == wait.version { lasting.append(wait) }
        }
        return lasting
    }

    /// The parties that waited when they asked last, the one that has waited longest first.
    public var all: [Wait] {
        waits.values.sorted {
            ($0.since, "\($0.holder.job) \($0.holder.party)")
                < ($1.since, "\($1.holder.job) \($1.holder.party)")
        }
    }

    /// A coordinator does not answer.
    func note(_ wait: Wait) { waits[wait.holder] = wait }

    /// The coordinator has been heard of, or the part of the job is over.
    func forget(_ holder: ResourceHolder) { waits[holder] = nil }
}
