import Domain
import EventStore

/// What another site shows of its log, taken apart; its signature holds.
struct ShownCheckpoint {
    let note: SignedNote
    private let root: TreeHash
    private let size: UInt64
    private let key: String
    private let from: UInt64
    private let hashes: [TreeHash]

    init(_ offer: CheckpointOffer, of site: String) throws(PeerProblem) {
        do {
            let key = try VerifierKey(offer.key)
            note = try SignedNote(Array(offer.note.utf8))
            try key.verify(note)
            let checkpoint = try Checkpoint(text: note.text)
            guard checkpoint.origin == key.name, key.isKey(ofSite: site) else {
                throw PeerProblem(
                    "the site \(site) shows a checkpoint of \(checkpoint.origin) by \(key.name)")
            }
            (root, size, self.key) = (checkpoint.root, checkpoint.size, key.text)
        } catch let problem as PeerProblem {
            throw problem
        } catch {
            throw PeerProblem("the checkpoint of the site \(site): \(error)")
        }
        let hashes = offer.hashes.compactMap { TreeHash(base64: $0) }
        guard hashes.count == offer.hashes.count else {
            throw PeerProblem("the proof of the site \(site) holds a hash that is none")
        }
        (from, self.hashes) = (offer.from, hashes)
    }

    /// The checkpoint as it is recorded, with this site's signature under it.
    func checkpoint(_ signed: SignedNote) -> PeerCheckpoint {
        PeerCheckpoint(
            root: LogRoot(size: size, root: root.description),
            note: String(decoding: signed.encoded, as: UTF8.self), key: key)
    }

    /// What the proof is worth, seen from what is known; `nil` when it begins elsewhere.
    func proof(from known: LogRoot?) -> PeerProof? {
        guard let known, known.size == from, let old = TreeHash(hex: known.root) else { return nil }
        let proof = ConsistencyProof(oldSize: from, newSize: size, hashes: hashes)
        return proof.verifyConsistency(from: old, to: root)
            ? .holds(from: from) : .broken(from: from)
    }
}

/// A checkpoint of this site with another's signature, as it came back.
struct OwnCheckpoint {
    private let note: SignedNote
    private let other: VerifierKey
    private let site: String

    init(_ note: String, _ key: String, of site: String) throws(PeerProblem) {
        do {
            self.note = try SignedNote(Array(note.utf8))
            other = try VerifierKey(key)
            try other.verify(self.note)
        } catch {
            throw PeerProblem("the countersignature of the site \(site): \(error)")
        }
        guard other.kind == .cosignature, other.isKey(ofSite: site) else {
            throw PeerProblem("the site \(site) countersigns with a key of \(other.name)")
        }
        self.site = site
    }

    /// Checks that it is a checkpoint of this log, which this site signed.
    func checked(_ log: any EventLogReader, _ key: SiteKey) throws -> PeerCheckpoint {
        do {
            try key.verifier.verify(note)
        } catch {
            throw PeerProblem(
                "the site \(site) countersigns what this one has not signed: \(error)")
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard try log.treeRoot(at: checkpoint.size) == checkpoint.root else {
            throw PeerProblem("the site \(site) countersigns another log than this one")
        }
        return PeerCheckpoint(
            root: LogRoot(size: checkpoint.size, root: checkpoint.root.description),
            note: String(decoding: note.encoded, as: UTF8.self), key: other.text)
    }
}
