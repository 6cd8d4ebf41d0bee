/// How two histories of a job differ.
public struct Divergence: Hashable, Sendable {
    /// The kinds of difference.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// One side asked or told, and the other knows nothing of it.
        case notReceived = "sent_not_received"
        /// One side has it from the other, which never said it.
        case notSent = "received_not_sent"
        /// The receiver has confirmed it, and it changed nothing there.
        case notApplied = "received_not_applied"
        /// Both have it, and it does not say the same.
        case content = "different_content"
        /// Both have it, and one has it before, the other behind something else.
        case order = "different_order"
        /// Everything was exchanged, and the job ended differently.
        case finalState = "different_final_state"
    }

    /// Which side of the job somebody is.
    public enum Side: String, Hashable, Sendable {
        case coordinator, party
    }

    /// What kind of difference it is.
    public let kind: Kind
    /// What it is about.
    public let exchange: JobExchange
    /// Where the coordinator has it.
    public let atCoordinator: ExchangePlace?
    /// Where the party has it.
    public let atParty: ExchangePlace?
    /// What is wrong, in a sentence.
    public let message: String
}
