/// What guest and host do alike in each batch: from encrypted residuals to the own gradient.
///
/// The loss is the second-order Taylor expansion of the logistic loss at 0 (S. Hardy et al.,
/// "Private federated learning on vertically partitioned data via entity resolution and additively
/// homomorphic encryption", arXiv 1711.10677): `log 2 - ½·y·u + ⅛·u²` for a label y of ±1 and a
/// linear score u that the parties hold in parts. Its derivative by u is `d = ¼·u - ½·y`, linear
/// in what each party knows, so it can be formed of ciphertexts; a party's gradient is `Σ dᵢ·xᵢ`.
struct EncryptedGradient {
    private let messages: HeteroLRMessages
    private let encryptor: PaillierEncryptor
    private let fractionBits: Int
    private let tag: String
    private let rows: Int
    private let masks: Plaintexts

    /// `Σ dᵢ · 2·¼uᵢ` over the party's own part of the scores, encrypted: its share of the loss.
    let lossShare: Ciphertexts

    /// Computes the sums over encrypted residuals and sends the gradient, masked, to the arbiter.
    init(
        residuals: Ciphertexts, columns: [[Double]], quarterScores: [Double], tag: String,
        messages: HeteroLRMessages, encryptor: PaillierEncryptor, fractionBits: Int
    ) async throws {
        let halfScores = quarterScores.map { 2 * $0 }
        let sums = try encryptor.key.sumsOfProducts(
            residuals, columns: columns + [halfScores], fractionBits: fractionBits)
        // The mask is evenly random modulo n: the arbiter decrypts a number that says nothing.
        let (masked, masks) = try encryptor.mask(sums[0..<columns.count])
        try await messages.send(
            encryptor.key.bytes(masked), .maskedGradient, tag, to: [messages.arbiter])
        lossShare = sums[columns.count..<columns.count + 1]
        self.masks = masks
        self.messages = messages
        self.encryptor = encryptor
        self.fractionBits = fractionBits
        self.tag = tag
        rows = residuals.count
    }

    /// Receives what the arbiter decrypted and takes the mask off: the mean gradient of the batch.
    func mean() async throws -> [Double] {
        let bytes = try await messages.receive(.gradient, tag, from: messages.arbiter)
        let masked = try encryptor.key.plaintexts(bytes)
        let sums = try encryptor.key.decode(try encryptor.key.unmask(masked, masks))
        return sums.map { $0 / Double(rows) }
    }
}
