/// Compares both sides' histories of a job.
///
/// The coordinator's stream says what it asked a party for and what it heard from it, the party's
/// stream what the party did. Each exchange must be on both sides, say the same, and come in the same
/// order; in the end both must agree on how the job and its tasks ended.
public struct Reconciliation: Hashable, Sendable {
    /// All differences, the first one first.
    public let divergences: [Divergence]
    /// How many exchanges were compared.
    public let exchangeCount: Int
    /// Whether both sides say that the job is over. Before, the last messages may be on their way.
    public let isOver: Bool

    /// Compares the coordinator's stream with the stream of a party.
    public init(
        coordinator: [HistoryItem<JobEvent>], party items: [HistoryItem<PartyEvent>],
        of party: Party
    ) {
        let (asker, doer) = (CoordinatorHistory(coordinator, with: party), PartyHistory(items))
        let exchanges = Self.merged(asker.order, doer.order)
        var found: [Divergence] = []
        for exchange in exchanges {
            found += Self.difference(exchange, asker, doer).map { [$0] } ?? []
            found += Self.disorder(exchange, asker, doer).map { [$0] } ?? []
        }
        if found.isEmpty { found = Self.finalStates(asker, doer, party) }
        divergences = found
        exchangeCount = exchanges.count
        isOver = asker.state.isClosed && (items.isEmpty || doer.state.status.isEnd)
    }

    /// The coordinator's order, into which comes what the party alone has, each behind what the
    /// party has before it.
    private static func merged(_ left: [JobExchange], _ right: [JobExchange]) -> [JobExchange] {
        var merged = left
        var behind = merged.startIndex
        for exchange in right {
            if let place = merged.firstIndex(of: exchange) {
                behind = place + 1
            } else {
                merged.insert(exchange, at: behind)
                behind += 1
            }
        }
        return merged
    }
}
