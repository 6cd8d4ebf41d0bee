public import Domain
import EventStore

extension Reconciliation {
    /// Compares what two places know of a job with a party: the coordinator's stream of the one that
    /// has it, ours before theirs, and the party's stream of the other.
    ///
    /// - Throws: ``HistoryProblem`` when one of both is missing or withheld.
    public init(ours: JobHistory, theirs: JobHistory, with party: Party, of job: JobID) throws {
        let hasCoordinator = !ours.coordinator.isEmpty
        let (asker, doer) = hasCoordinator ? (ours, theirs) : (theirs, ours)
        guard !asker.coordinator.isEmpty else { throw HistoryProblem.noCoordinator(job) }
        let items = doer.parties[party] ?? []
        for (history, stream) in [
            (asker, StreamIdentity.job(job)), (doer, .party(job, party)),
        ] {
            guard let count = history.withheld[stream] else { continue }
            throw HistoryProblem.withheld(
                stream.streamName?.text ?? "\(stream)", count: count, party)
        }
        if case .submitted(let submission)? = asker.coordinator.first?.event,
            !submission.parties.contains(party)
        {
            throw HistoryProblem.notAParty(party, submission.parties)
        }
        self.init(coordinator: asker.coordinator, party: items, of: party)
    }
}

extension JobHistory {
    /// The party whose site has the other side of what this place knows of a job with `party`: the
    /// initiator, `party` itself, or `nil` when both sides are here, be it without their payloads,
    /// or none is.
    public func otherSide(with party: Party) -> Party? {
        guard coordinator.isEmpty else {
            guard case .submitted(let submission)? = coordinator.first?.event,
                submission.parties.contains(party)
            else { return nil }
            let isHere = parties[party] != nil || withheld[.party(job, party)] != nil
            return isHere ? nil : party
        }
        guard case .created(let creation)? = parties[party]?.first?.event else { return nil }
        return creation.initiator
    }
}

/// Why two histories cannot be compared.
public enum HistoryProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case noCoordinator(JobID)
    case withheld(String, count: Int, Party)
    case notAParty(Party, [Party])

    public var description: String {
        switch self {
        case .noCoordinator(let job):
            "neither side has the coordinator's events of the job \(job)"
        case .withheld(let stream, let count, let party):
            "\(count) events of \(stream) are without their payload; "
                + "ask the other side for evidence made for \(party)"
        case .notAParty(let party, let parties):
            "\(party) is no party of the job; it has "
                + parties.map(\.description).joined(separator: ", ")
        }
    }
}
