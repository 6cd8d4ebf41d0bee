public import Domain
public import EventStore

/// What other sites have signed of this site's log.
public struct Countersignatures {
    /// A checkpoint of this site with the countersignatures under it that hold.
    public struct Countersigned {
        /// What was signed.
        public let checkpoint: Checkpoint
        /// It with all signatures that hold.
        public let note: SignedNote
        /// Who countersigned it, and when.
        public let signers: [(name: String, time: Timestamp)]
    }

    private let log: any EventLogReader
    private let key: SiteKey
    private static let peersMax = 1_000
    private static let pageSize = 1_000

    /// Reads a log whose checkpoints are signed with a key.
    public init(log: any EventLogReader, key: SiteKey) {
        self.log = log
        self.key = key
    }

    /// The newest checkpoint that others have countersigned; `nil` when there is none.
    public func newest() throws -> Countersigned? {
        var notes: [(note: SignedNote, key: VerifierKey)] = []
        for (stream, _) in try log.streams(
            withPrefix: "peer-", after: nil, limit: Self.peersMax)
        {
            guard let known = try state(of: stream).countersigned else { continue }
            notes.append(
                (try SignedNote(Array(known.note.utf8)), try VerifierKey(known.key)))
        }
        let sizes = try notes.map { try Checkpoint(text: $0.note.text).size }
        guard let size = sizes.max(), let first = sizes.firstIndex(of: size) else { return nil }
        let newest = notes[first].note
        return try joined(newest, notes.filter { $0.note.text == newest.text })
    }

    private func state(of stream: StreamName) throws -> PeerState {
        var state = PeerDecider.initialState
        var version = StreamVersion.none
        while true {
            let page = try log.events(of: stream, after: version, limit: Self.pageSize)
            for recorded in page {
                version = recorded.envelope.streamVersion
                guard recorded.hasPayload, !recorded.isForeign(at: log.site) else { continue }
                PeerDecider.evolve(&state, try PeerDecider.decode(EncodedEvent(recorded)))
            }
            if page.count < Self.pageSize { return state }
        }
    }

    private func joined(
        _ note: SignedNote, _ others: [(note: SignedNote, key: VerifierKey)]
    ) throws -> Countersigned {
        try key.verifier.verify(note)
        var signers: [(name: String, time: Timestamp)] = []
        var joined = SignedNote(
            text: note.text,
            signatures: note.signatures.filter { $0.keyID == key.verifier.keyID })
        for other in others {
            guard let seconds = try other.key.verify(other.note) else { continue }
            let time = Timestamp(millisecondsSinceEpoch: Int64(clamping: seconds) &* 1_000)
            signers.append((other.key.name, time))
            joined = joined.adding(
                other.note.signatures.filter { $0.keyID == other.key.keyID })
        }
        return Countersigned(
            checkpoint: try Checkpoint(text: note.text), note: joined, signers: signers)
    }
}
