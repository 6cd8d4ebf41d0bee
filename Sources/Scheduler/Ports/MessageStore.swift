public import Domain

/// Keeps what workers of one task send each other.
public protocol MessageStore: Sendable {
    /// Throws away what was sent to this party's worker of a task; nothing more will be asked for.
    func discard(_ task: TaskID, of party: Party) async
}
