/// A job that runs again, at one party.
extension PartyDecider {
    /// Another version of a task. The start of a version that was never created creates it: the one
    /// request may overtake the other.
    static func createTask(
        _ component: ComponentName, _ version: Int, _ autoRetries: Int, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard let plan = state.plan(of: component) else { throw .unknownComponent(component) }
        guard version > state.version(of: component) else { return [] }
        guard state.runs[component]?.status != .running else { throw .stillAtWork([component]) }
        return [
            .taskCreated(
                component, version: version, autoRetries: autoRetries,
                parameters: plan.parameters)
        ]
    }

    static func reopen(
        _ round: Int, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard round > state.round else { return [] }
        guard state.status.isEnd else { throw .notEnded(state.status) }
        return [.reopened(round: round)]
    }

    static func revise(
        _ revision: PartyRevision, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard revision.number > state.revision else { return [] }
        guard state.status.isEnd else { throw .notEnded(state.status) }
        return [.revised(revision)]
    }
}

extension PartyState {
    /// Whether a request speaks for a round that is over.
    func isOver(_ round: Int?) -> Bool { round.map { $0 < self.round } ?? false }
}
