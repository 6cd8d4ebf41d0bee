/// A checkpoint of a log with the signatures under it, all of which were checked.
public struct PeerCheckpoint: Hashable, Sendable {
    /// How long the log was, and its root.
    public var root: LogRoot
    /// The signed note, with the signatures of the log's site and of those that countersigned it.
    public var note: String
    /// The key that was checked with: for another site's checkpoint the site's, for one of this site
    /// that of the other's countersignature.
    public var key: String

    /// Makes a checkpoint.
    public init(root: LogRoot, note: String, key: String) {
        self.root = root
        self.note = note
        self.key = key
    }
}

/// What the proof that came with a checkpoint is worth.
public enum PeerProof: Hashable, Sendable {
    /// The checkpoint continues what was known at this size.
    case holds(from: UInt64)
    /// It does not lead from what was known at this size to the checkpoint.
    case broken(from: UInt64)

    /// The size that the proof begins at.
    public var from: UInt64 {
        switch self {
        case .holds(let size), .broken(let size): size
        }
    }
}

/// Two histories of one log: what a site has signed, and what it had signed before.
public struct PeerFork: Hashable, Sendable {
    /// What shows it.
    public enum Sign: String, Hashable, Sendable, CaseIterable {
        /// Two roots at the same size.
        case otherRoot = "other_root"
        /// The newer log does not continue the older one.
        case noContinuation = "no_continuation"
    }

    /// What shows it.
    public var sign: Sign
    /// What was known.
    public var known: LogRoot
    /// The signed note that says so; empty when it was learned from a segment.
    public var knownNote: String
    /// What came.
    public var given: LogRoot
    /// The signed note that came.
    public var givenNote: String

    /// Makes a description.
    public init(
        sign: Sign, known: LogRoot, knownNote: String, given: LogRoot, givenNote: String
    ) {
        self.sign = sign
        self.known = known
        self.knownNote = knownNote
        self.given = given
        self.givenNote = givenNote
    }
}

extension PeerFork: CustomStringConvertible {
    public var description: String {
        switch sign {
        case .otherRoot:
            "two roots at size \(known.size): \(known.root) before, \(given.root) now"
        case .noContinuation:
            "the log of size \(given.size) (root \(given.root)) does not continue the one of size "
                + "\(known.size) (root \(known.root))"
        }
    }
}
