/// What a site shows another of its log with every message between parties: its newest checkpoint,
/// and the proof that it continues the one the other saw last.
public struct CheckpointOffer: Hashable, Sendable {
    /// The signed note.
    public var note: String
    /// The key it is signed with.
    public var key: String
    /// The size at which the proof begins; 0 when nothing is known to have been seen.
    public var from: UInt64
    /// The hashes of the proof (RFC 9162 2.1.4), base 64.
    public var hashes: [String]

    /// Makes an offer.
    public init(note: String, key: String, from: UInt64, hashes: [String]) {
        self.note = note
        self.key = key
        self.from = from
        self.hashes = hashes
    }
}

/// What the other site says to it.
public enum CheckpointAnswer: Hashable, Sendable {
    /// It has checked and countersigned the checkpoint: the note with its signature, and the key
    /// that checks it.
    case countersigned(note: String, key: String)
    /// It has seen a newer one already.
    case outdated
    /// It knows the log at this size and wants a proof from there.
    case prove(from: UInt64)
    /// It has seen another history of the log, and alarms.
    case forked(PeerFork)
}
