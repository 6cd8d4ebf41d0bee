public import Domain
public import EventStore
public import Journal
public import Logging

/// The exchange of checkpoints between sites: each sees whether the other's log only grows.
///
/// Each message brings the sender's newest checkpoint with a proof that it continues the one that
/// the receiver saw last. The receiver countersigns it and records that; what does not continue is a
/// fork, which is recorded, logged and shown by `/health` until somebody looks after it.
public struct PeerService: Sendable {
    private let journal: Journal
    private let key: SiteKey
    private let clock: any WallClock
    private let logger: Logger

    /// Who asks for what the exchange records.
    private static let actor = "peer-exchange"

    /// Makes the service of a site.
    public init(journal: Journal, key: SiteKey, clock: any WallClock, logger: Logger) {
        self.journal = journal
        self.key = key
        self.clock = clock
        self.logger = logger
    }

    /// What the site shows another one now.
    ///
    /// - Parameter size: The size to prove from; by default the newest that the other site has
    ///   countersigned.
    public func offer(to site: String, from size: UInt64? = nil) async throws -> CheckpointOffer {
        let log = journal.log
        let known = try await journal.state(of: PeerDecider.self, .peer(site))
        let from = size ?? known.countersigned?.root.size ?? 0
        let newest = log.treeSize
        guard from <= newest else {
            throw PeerProblem(
                "the site \(site) asks for a proof from size \(from); the log has \(newest)")
        }
        let note = try key.sign(try log.checkpoint(origin: key.name, at: newest))
        let proof = try log.consistencyProof(from: from, to: newest)
        return CheckpointOffer(
            note: String(decoding: note.encoded, as: UTF8.self), key: key.verifier.text,
            from: from, hashes: proof.hashes.map(\.base64))
    }

    /// Shows another site the newest checkpoint and takes its answer.
    public func exchange(with site: String, over port: any CheckpointPort) async throws {
        var answer = try await port.show(try await offer(to: site), to: site)
        // It may have learned of the log by another way, such as a segment.
        if case .prove(let size) = answer {
            answer = try await port.show(try await offer(to: site, from: size), to: site)
        }
        try await take(answer, from: site)
    }

    /// Takes the answer to an offer.
    ///
    /// - Throws: ``PeerProblem`` when the other site says that this one has two histories, or when
    ///   its countersignature does not hold.
    public func take(_ answer: CheckpointAnswer, from site: String) async throws {
        switch answer {
        case .countersigned(let note, let keyText):
            let checkpoint = try OwnCheckpoint(note, keyText, of: site).checked(journal.log, key)
            try await journal.execute(
                .noteCountersignature(checkpoint), by: PeerDecider.self, on: .peer(site), context)
        case .outdated, .prove: return
        case .forked(let fork):
            logger.critical("site \(site) says that the log of this site has forked: \(fork)")
            throw PeerProblem("the site \(site) has seen another history of this log: \(fork)")
        }
    }

    /// Checks what another site shows, and countersigns it when it continues what was known.
    ///
    /// - Throws: ``PeerProblem`` when the note or its signature is wrong, `PeerRejection.otherKey`.
    public func receive(
        _ offer: CheckpointOffer, from site: String
    ) async throws -> CheckpointAnswer {
        let known = try await journal.state(of: PeerDecider.self, .peer(site))
        let shown = try ShownCheckpoint(offer, of: site)
        let seconds = UInt64(clamping: context.now.millisecondsSinceEpoch / 1_000)
        let signed = shown.note.adding([try key.cosign(shown.note, atSeconds: seconds)])
        let checkpoint = shown.checkpoint(signed)
        let events: [PeerEvent]
        do {
            events = try await journal.execute(
                .noteCheckpoint(checkpoint, shown.proof(from: known.newestRoot)),
                by: PeerDecider.self, on: .peer(site), context
            ).events
        } catch PeerRejection.unproven(let size) {
            return .prove(from: size)
        } catch PeerRejection.forked(let fork) {
            return .forked(fork)
        }
        if case .forkDetected(let fork)? = events.first { return alarm(fork, of: site) }
        let state = try await journal.state(of: PeerDecider.self, .peer(site))
        guard let seen = state.seen, seen.root == checkpoint.root else { return .outdated }
        return .countersigned(note: seen.note, key: key.cosignatureVerifier.text)
    }

    private func alarm(_ fork: PeerFork, of site: String) -> CheckpointAnswer {
        logger.critical("the log of site \(site) has forked: \(fork)")
        return .forked(fork)
    }

    private var context: CommandContext {
        CommandContext(actor: Self.actor, correlationID: Self.actor, now: clock.now())
    }
}

/// Why a checkpoint or a countersignature of another site is not taken.
public struct PeerProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
