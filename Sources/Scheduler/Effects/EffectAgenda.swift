import Domain
import EventStore
import Journal

/// The effects that the events of a transaction have made due, in the order of these events.
struct EffectAgenda {
    /// An effect and the id of the first event after which it was due.
    struct Item {
        let effect: Effect
        let stream: StreamIdentity
        let cause: String
    }

    /// Where effects were looked for: a part of a stream.
    private struct Place: Hashable {
        let stream: StreamIdentity
        let scope: DueScope
    }

    private var items: [Item] = []
    /// How many of them have been handed out.
    private var taken = 0
    private var known: [Place: Set<Effect>] = [:]
    /// The streams behind the newest of their events.
    private var newest: [StreamIdentity: any Sendable] = [:]
    private var seen = 0

    /// The next effect that is wanted and still due; each comes once.
    ///
    /// - Parameter isWanted: Is given the coordinator of a party's effect, too.
    mutating func next(
        in transaction: Transaction, where isWanted: (Effect, Party?) -> Bool
    ) -> Item? {
        take(transaction.decided(from: seen), isWanted)
        seen = transaction.decidedCount
        while taken < items.count {
            let item = items[taken]
            taken += 1
            guard let state = newest[item.stream] else { continue }
            if Self.due(state, item.effect.dueScope).contains(item.effect) { return item }
        }
        return nil
    }

    private mutating func take(_ events: [DecidedEvent], _ isWanted: (Effect, Party?) -> Bool) {
        for event in events {
            let scope = DueScope(event.event)
            newest[event.stream] = event.after
            if scope == .nothing { continue }
            let initiator = (event.after as? PartyState)?.creation?.initiator
            for effect in Self.due(event.after, scope) where isNew(effect, event) {
                guard isWanted(effect, initiator) else { continue }
                items.append(
                    Item(effect: effect, stream: event.stream, cause: event.id.description))
            }
        }
    }

    /// Whether an effect comes for the first time; what was due before is being done already.
    private mutating func isNew(_ effect: Effect, _ event: DecidedEvent) -> Bool {
        let place = Place(stream: event.stream, scope: effect.dueScope)
        if known[place] == nil { known[place] = Set(Self.due(event.before, place.scope)) }
        return known[place]?.insert(effect).inserted == true
    }

    /// What is due in a state, as far as it is looked at.
    private static func due(_ state: any Sendable, _ scope: DueScope) -> [Effect] {
        switch state {
        case let job as JobState: JobReactor.due(in: job, scope)
        case let party as PartyState: PartyReactor.due(in: party, scope)
        default: []
        }
    }
}
