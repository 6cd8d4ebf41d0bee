import Domain

/// The messages of a hetero logistic regression; `docs/components.md` tells what each reveals.
enum HeteroLRMessage: String {
    case publicKey = "public_key"
    case plan
    case forward
    case residual
    case hostLoss = "host_loss"
    case maskedGradient = "masked_gradient"
    case gradient
    case hostMovement = "host_movement"
    case epochSums = "epoch_sums"
    case epochEnd = "epoch_end"
    case hostScore = "host_score"
    case maskedScore = "masked_score"
    case score
    case verdict
}

/// Sends and receives the messages of one task, with a look at what comes in.
struct HeteroLRMessages: Sendable {
    let channel: any PartyChannel
    let guest: Party
    let hosts: [Party]
    let arbiter: Party

    /// About the bytes of one message; longer vectors are cut.
    static let messageBytes = 512 * 1024

    init(_ context: TaskContext) throws(ComponentError) {
        let guests = context.parties(of: .guest)
        let arbiters = context.parties(of: .arbiter)
        hosts = context.parties(of: .host)
        guard guests.count == 1, arbiters.count == 1, !hosts.isEmpty else {
            throw ComponentError(
                "HeteroLR takes one guest, one arbiter and at least one host, not "
                    + "\(guests.count), \(arbiters.count) and \(hosts.count)")
        }
        guest = guests[0]
        arbiter = arbiters[0]
        channel = context.channel
    }

    func send(
        _ bytes: [UInt8], _ message: HeteroLRMessage, _ tag: String, to parties: [Party]
    ) async throws {
        try await channel.send(bytes, name: message.rawValue, tag: tag, to: parties)
    }

    func receive(
        _ message: HeteroLRMessage, _ tag: String, from party: Party
    ) async throws -> [UInt8] {
        try await channel.receive(name: message.rawValue, tag: tag, from: party)
    }

    /// The places of the pieces that a vector is sent in.
    static func pieces(_ count: Int, keyBits: Int) -> [Range<Int>] {
        let length = max(1, messageBytes / (keyBits / 4))
        return stride(from: 0, to: count, by: length).map { $0..<min(count, $0 + length) }
    }

    func send(
        _ ciphertexts: Ciphertexts, _ message: HeteroLRMessage, _ tag: String,
        to parties: [Party], key: PaillierPublicKey
    ) async throws {
        let pieces = Self.pieces(ciphertexts.count, keyBits: key.bits)
        for (number, piece) in pieces.enumerated() {
            try await send(
                key.bytes(ciphertexts[piece]), message, "\(tag).\(number)", to: parties)
        }
    }

    /// Receives a vector of known length and scale.
    func receive(
        _ message: HeteroLRMessage, _ tag: String, from party: Party, count: Int,
        fractionBits: Int, key: PaillierPublicKey
    ) async throws -> Ciphertexts {
        var parts: [Ciphertexts] = []
        for (number, piece) in Self.pieces(count, keyBits: key.bits).enumerated() {
            parts.append(
                try await receivePiece(
                    message, "\(tag).\(number)", from: party, count: piece.count,
                    fractionBits: fractionBits, key: key))
        }
        guard let all = try Ciphertexts.joined(parts) else {
            throw ComponentError("There are no rows to compute \(message.rawValue) of")
        }
        return all
    }

    /// Receives one piece of a vector.
    /// - Throws: `ComponentError` when it has another length or scale than is due.
    func receivePiece(
        _ message: HeteroLRMessage, _ tag: String, from party: Party, count: Int,
        fractionBits: Int, key: PaillierPublicKey
    ) async throws -> Ciphertexts {
        let piece = try key.ciphertexts(try await receive(message, tag, from: party))
        guard piece.count == count, piece.fractionBits == fractionBits else {
            throw ComponentError(
                "\(party) sent \(piece.count) numbers with \(piece.fractionBits) fraction bits as "
                    + "\(message.rawValue) \(tag); \(count) with \(fractionBits) were due")
        }
        return piece
    }
}
