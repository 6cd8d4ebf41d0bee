extension Reconciliation {
    /// How the sides differ in one exchange; `nil` when they do not.
    static func difference(
        _ exchange: JobExchange, _ asker: CoordinatorHistory, _ doer: PartyHistory
    ) -> Divergence? {
        let (asked, heard) = (asker.asked[exchange], asker.heard[exchange])
        let done = doer.done[exchange]
        func found(_ kind: Divergence.Kind, _ message: String) -> Divergence {
            Divergence(
                kind: kind, exchange: exchange, atCoordinator: heard ?? asked, atParty: done,
                message: "\(exchange): \(message)")
        }
        if heard == nil, asker.abandoned.contains(exchange) { return nil }
        // The start of its first run tells a party as well that the job runs, and its end that it
        // runs no more: then the coordinator does not wait for this answer.
        if heard == nil, case .start(let round) = exchange,
            round < asker.state.round || asker.state.status.isEnd
        {
            return nil
        }
        switch (done, heard) {
        case (let done?, let heard?):
            return content(exchange, asker, heard, done).map { found($0.kind, $0.message) }
        case (nil, _?) where exchange.isReport:
            return found(.notSent, "the coordinator has a report that the party never made")
        case (nil, _?) where isVoid(exchange, asker, doer): return nil
        case (nil, _?):
            return found(.notApplied, "the party has confirmed it and does not have it")
        case (_?, nil) where exchange.isReport || isAwaited(exchange, asked):
            return found(.notReceived, "the party has it, and the coordinator was not told")
        case (_?, nil) where asked == nil:
            return found(.notSent, "the party has it, and the coordinator never asked for it")
        case (nil, nil) where asked != nil && !isVoid(exchange, asker, doer):
            return found(.notReceived, "the coordinator asked, and the party has nothing of it")
        case (_, nil): return nil
        }
    }

    /// How what both have of an exchange differs.
    private static func content(
        _ exchange: JobExchange, _ asker: CoordinatorHistory, _ heard: ExchangePlace,
        _ done: ExchangePlace
    ) -> (kind: Divergence.Kind, message: String)? {
        if done.content != heard.content {
            if case .end = exchange {
                let message =
                    "it ended as \(heard.content) for the coordinator, as \(done.content) for the "
                    + "party"
                return (.finalState, message)
            }
            return (
                .content, "the coordinator has \(heard.content), the party has \(done.content)"
            )
        }
        if let documents = done.documents,
            let difference = asker.asked[exchange]?.documents?.difference(from: documents)
        {
            return (.content, difference)
        }
        if applied(exchange, asker) { return nil }
        return (.notApplied, "all parties have reported, and the coordinator has not ended it")
    }

    /// Whether the coordinator records the party's answer to what it asked for. The start of a run is
    /// answered by its end alone; to give cores back, nothing is recorded before the answer.
    private static func isAwaited(_ exchange: JobExchange, _ asked: ExchangePlace?) -> Bool {
        switch exchange {
        case .release: true
        case .creation, .reservation, .reopening, .start, .end: asked != nil
        case .taskStart, .taskEnd: false
        }
    }

    /// A run that was stopped before its start came is over without one. Who had no cores in an
    /// attempt, or has gone on to a later one or to the end, has none to give back.
    private static func isVoid(
        _ exchange: JobExchange, _ asker: CoordinatorHistory, _ doer: PartyHistory
    ) -> Bool {
        switch exchange {
        case .taskStart(let component, let version):
            doer.done[.taskEnd(component, version: version)] != nil
        case .release(let attempt):
            doer.state.reservedAttempt != attempt
                && (doer.state.lastAttempt >= attempt || doer.state.status.isEnd
                    || doer.state.round > 0)
        case .creation, .reservation, .reopening, .start, .taskEnd, .end:
            false
        }
    }

    /// Whether what the parties reported of a run has ended it.
    private static func applied(_ exchange: JobExchange, _ asker: CoordinatorHistory) -> Bool {
        guard case .taskEnd(let component, let version) = exchange,
            let task = asker.state.tasks[component], task.version == version
        else { return true }
        return task.status.isEnd || !task.parties.values.allSatisfy(\.isEnd)
    }
}
