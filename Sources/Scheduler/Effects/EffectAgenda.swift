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

    private var items: [Item] = []
    private var known: [StreamIdentity: Set<Effect>] = [:]
    private var newest: [StreamIdentity: [Effect]] = [:]
    private var seen = 0

    /// The next effect that is wanted and still due; each comes once.
    ///
    /// - Parameter isWanted: Is given the coordinator of a party's effect, too.
    mutating func next(
        in transaction: Transaction, where isWanted: (Effect, Party?) -> Bool
    ) -> Item? {
        take(transaction.decided(from: seen), isWanted)
        seen = transaction.decidedCount
        while !items.isEmpty {
            let item = items.removeFirst()
            if newest[item.stream]?.contains(item.effect) == true { return item }
        }
        return nil
    }

    private mutating func take(_ events: [DecidedEvent], _ isWanted: (Effect, Party?) -> Bool) {
        for event in events {
            guard let due = Self.due(event.after) else { continue }
            // What was due before is being done already.
            var begun = known[event.stream] ?? Set(Self.due(event.before)?.effects ?? [])
            for effect in due.effects where begun.insert(effect).inserted {
                guard isWanted(effect, due.initiator) else { continue }
                items.append(
                    Item(effect: effect, stream: event.stream, cause: event.id.description))
            }
            known[event.stream] = begun
            newest[event.stream] = due.effects
        }
    }

    /// What is due in a state; `nil` for streams in which nothing ever is.
    private static func due(_ state: any Sendable) -> (effects: [Effect], initiator: Party?)? {
        switch state {
        case let job as JobState: (JobReactor.due(in: job), nil)
        case let party as PartyState: (PartyReactor.due(in: party), party.creation?.initiator)
        default: nil
        }
    }
}
