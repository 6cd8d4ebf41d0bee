/// Who vouches for a segment whose hashes hold.
public struct SegmentReport: Hashable, Sendable {
    /// The checkpoint that the events lead to.
    public let checkpoint: Checkpoint
    /// The key that the signature was checked with.
    public let key: VerifierKey
    /// Whether the reader gave that key, or the segment brought it.
    public let isKeyConfirmed: Bool
    /// Who else has signed the checkpoint, in the order of the signatures.
    public let countersigners: [Countersigner]
    /// The roots at the sizes that were asked for, so far as the segment shows them.
    public internal(set) var roots: [UInt64: TreeHash] = [:]
}

/// Another key with a signature under a checkpoint.
public struct Countersigner: Hashable, Sendable {
    /// The name of the key.
    public let name: String
    /// Whether the reader gave the key, and the signature holds; others are not checked.
    public let isChecked: Bool
    /// When it was made, in seconds since 1970; `nil` unless checked and of a key that says so.
    public let signedAt: UInt64?
}
