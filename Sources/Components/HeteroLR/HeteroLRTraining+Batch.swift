import Domain

extension HeteroLRTraining {
    /// Runs one batch; the encrypted sum of its rows' losses without the constant.
    mutating func runBatch(
        _ rows: [Int], epoch: Int, tag: String
    ) async throws -> Ciphertexts {
        let bits = parameters.fractionBits
        let columns = learner.columns(at: rows)
        let quarter = learner.quarterScores(of: columns, rows: rows.count)
        let signs = rows.map { train.signs[$0] }
        // The random factors are made while the hosts still encrypt.
        let blindings = encryptor.blindings(rows.count)
        let forward = try await guest.sumOfHosts { host in
            try await messages.receive(
                .forward, tag, from: host, count: rows.count, fractionBits: bits, key: key)
        }
        // The guest's part is encrypted afresh, never just added as a plain number: a host knows
        // its own ciphertexts and could divide them out of the sum. What was left would then be
        // `1 + n·(¼u - ½y)` of the guest, open to everyone; under a random factor it is not.
        let own = try encryptor.encrypt(
            zip(quarter, signs).map { $0 - 0.5 * $1 }, fractionBits: bits, with: blindings)
        let residuals = try key.add(forward, own)
        try await messages.send(residuals, .residual, tag, to: messages.hosts, key: key)
        let gradient = try await EncryptedGradient(
            residuals: residuals, columns: columns, quarterScores: quarter, tag: tag,
            messages: messages, encryptor: encryptor, fractionBits: bits)
        let loss = try await batchLoss(
            gradient.lossShare, forward: forward, quarter: quarter, signs: signs, tag: tag)
        learner.apply(try await gradient.mean(), epoch: epoch)
        return loss
    }

    /// `Σ ½·uᵢ·dᵢ - ¼·yᵢ·uᵢ` and the penalties, encrypted with a fresh random factor.
    ///
    /// Each party has contributed `Σ ½·u·d` over its own part of u, so products of two parties'
    /// scores never need to be formed, whatever the number of hosts.
    func batchLoss(
        _ ownShare: Ciphertexts, forward: Ciphertexts, quarter: [Double], signs: [Double],
        tag: String
    ) async throws -> Ciphertexts {
        let bits = parameters.fractionBits
        let labelPart = try key.sumsOfProducts(
            forward, columns: [signs.map { -$0 }], fractionBits: bits)
        let plain = learner.penalty * Double(signs.count) - dotProduct(signs, quarter)
        var loss = try key.add(
            try key.add(ownShare, labelPart),
            try encryptor.encrypt([plain], fractionBits: 2 * bits))
        for host in messages.hosts {
            let share = try await messages.receive(
                .hostLoss, tag, from: host, count: 1, fractionBits: 2 * bits, key: key)
            loss = try key.add(loss, share)
        }
        return loss
    }
}
