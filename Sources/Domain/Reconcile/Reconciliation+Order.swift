extension Reconciliation {
    /// What stands before an exchange on one side and behind it on the other, in the same lane.
    static func disorder(
        _ exchange: JobExchange, _ asker: CoordinatorHistory, _ doer: PartyHistory
    ) -> Divergence? {
        // What was only asked for has no order yet: it waits for its answer. Cores are given back
        // beside the attempts that follow, whose messages may overtake it.
        func isOrdered(_ other: JobExchange) -> Bool {
            other.lane == exchange.lane && !other.isRelease && asker.heard[other] != nil
        }
        let (left, right) = (asker.order.filter(isOrdered), doer.order.filter(isOrdered))
        guard let here = left.firstIndex(of: exchange), let there = right.firstIndex(of: exchange),
            let other = right[..<there].first(where: { other in
                left.firstIndex(of: other).map { $0 > here } ?? false
            })
        else { return nil }
        return Divergence(
            kind: .order, exchange: exchange, atCoordinator: asker.heard[exchange],
            atParty: doer.done[exchange],
            message: "\(exchange): before the \(other) at the coordinator, behind it at the party")
    }

    /// What both sides fold to, when every exchange agrees.
    static func finalStates(
        _ asker: CoordinatorHistory, _ doer: PartyHistory, _ party: Party
    ) -> [Divergence] {
        var found: [Divergence] = []
        for task in asker.state.orderedTasks {
            guard let told = task.parties[party], told.isEnd,
                let run = doer.state.runs[task.plan.name], run.version == task.version,
                run.status != told
            else { continue }
            let exchange = JobExchange.taskEnd(task.plan.name, version: run.version)
            // What was taken over counts as success for the coordinator, whatever its own end was called.
            if task.isInherited, run.inheritedFrom != nil, run.status.isSuccess { continue }
            // What was taken for ended, because the party did not answer, it was not told.
            if asker.abandoned.contains(exchange) { continue }
            found.append(
                Divergence(
                    kind: .finalState, exchange: exchange, atCoordinator: asker.heard[exchange],
                    atParty: doer.done[exchange],
                    message: "\(task.plan.name) is \(told.rawValue) for the coordinator, "
                        + "\(run.status.rawValue) for the party"))
        }
        return found
    }
}
