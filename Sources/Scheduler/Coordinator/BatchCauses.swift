import EventStore

/// Which event of a batch made each effect due, so that what follows names its cause.
///
/// The events of a batch are folded together; an effect is due from the first of them after which
/// its reactor asks for it.
struct BatchCauses {
    private var effects: [Effect: String] = [:]
    /// The newest event that the queue depends on; `nil` when there was none.
    private(set) var queue: String?

    /// Takes in an event and what is due in its stream after it.
    mutating func note(_ event: EventID, due: [Effect]) {
        let id = event.description
        for effect in due where effects[effect] == nil { effects[effect] = id }
    }

    /// Takes in an event that the queue depends on.
    mutating func noteQueue(_ event: EventID) { queue = event.description }

    /// The event after which an effect was first due.
    func cause(of effect: Effect) -> String { effects[effect] ?? "" }
}
