import Domain

/// Whose messages they are: one party's worker in one run of a task.
struct MessageReceiver: Hashable, Sendable, CustomStringConvertible {
    let task: TaskID
    let party: Party

    var description: String { "\(party) of \(task)" }
}

/// What names a message: no two messages of a task version share it.
struct MessageAddress: Hashable, Sendable, CustomStringConvertible {
    let receiver: MessageReceiver
    let from: Party
    let name: String
    let tag: String

    var description: String { "message \(name) \(tag) from \(from) to \(receiver)" }
}
