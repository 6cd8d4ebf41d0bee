import Domain
import Storage

/// One training as a host lives it.
struct HeteroLRHostTraining {
    private let host: HeteroLRHost
    private let plan: HeteroLRPlan
    private let header: [String]
    private let validation: Features?
    private var learner: Learner
    private var history = TrainingHistory()

    private var parameters: HeteroLRParameters { host.parameters }
    private var messages: HeteroLRMessages { host.messages }
    private var encryptor: PaillierEncryptor { host.encryptor }
    private var key: PaillierPublicKey { host.encryptor.key }

    init(
        _ host: HeteroLRHost, _ plan: HeteroLRPlan, _ input: HeteroLRInput
    ) throws(ComponentError) {
        let train = try HeteroLRHost.sameRows(
            input.train, plan.rows, plan.idDigest, "train_data")
        let features = try Features(train).matching(input.model)
        try Self.requireManyRows(plan, columns: features.columns.count)
        self.host = host
        self.plan = plan
        header = features.names
        if plan.validationRows > 0 {
            let rows = try HeteroLRHost.sameRows(
                input.validation, plan.validationRows, plan.validationDigest, "validate_data")
            validation = try Features(rows).chosen(features.names)
        } else {
            validation = nil
        }
        learner = Learner(
            features: features,
            weights: input.model?.weights
                ?? host.parameters.initialization.weights(features.names.count),
            parameters: host.parameters, hasIntercept: false)
    }

    /// Trains until the arbiter or the guest says that it is enough.
    mutating func run() async throws -> TaskResult {
        for epoch in 0..<parameters.iterationsMax {
            let before = learner.weights
            for (batch, rows) in plan.batches(epoch: epoch).enumerated() {
                try await runBatch(rows, epoch: epoch, tag: "\(epoch).\(batch)")
            }
            let isConverged = try await endEpoch(
                epoch, movement: squaredDistance(before, learner.weights))
            let isStopped = try await evaluate(epoch)
            if isConverged || isStopped { break }
        }
        if let best = history.bestWeights { learner.weights = best }
        try await sendScores("final")
        let model = history.model(header: header, weights: learner.weights, intercept: 0)
        return TaskResult(
            model: model.artifact(parameters, hasIntercept: false),
            summary: history.summary(of: model, intercept: nil))
    }

    private mutating func runBatch(_ rows: [Int], epoch: Int, tag: String) async throws {
        let bits = parameters.fractionBits
        let columns = learner.columns(at: rows)
        let quarter = learner.quarterScores(of: columns, rows: rows.count)
        try await messages.send(
            try encryptor.encrypt(quarter, fractionBits: bits), .forward, tag,
            to: [messages.guest], key: key)
        let residuals = try await messages.receive(
            .residual, tag, from: messages.guest, count: rows.count, fractionBits: bits, key: key)
        let gradient = try await EncryptedGradient(
            residuals: residuals, columns: columns, quarterScores: quarter, tag: tag,
            messages: messages, encryptor: encryptor, fractionBits: bits)
        // The fresh encryption hides to which scores the guest's own ciphertexts were raised.
        let penalty = try encryptor.encrypt(
            [learner.penalty * Double(rows.count)], fractionBits: 2 * bits)
        try await messages.send(
            try key.add(gradient.lossShare, penalty), .hostLoss, tag, to: [messages.guest],
            key: key)
        learner.apply(try await gradient.mean(), epoch: epoch)
    }

    private mutating func endEpoch(_ epoch: Int, movement: Double) async throws -> Bool {
        if parameters.convergence == .weightDifference {
            let part = try encryptor.encrypt(
                [movement], fractionBits: 2 * parameters.fractionBits)
            try await messages.send(
                part, .hostMovement, "\(epoch)", to: [messages.guest], key: key)
        }
        let end = try EpochEnd(
            bytes: try await messages.receive(.epochEnd, "\(epoch)", from: messages.arbiter))
        history.add(loss: nil, isConverged: end.isConverged)
        try await host.context.tracker.progress(
            percent(of: epoch, iterations: parameters.iterationsMax))
        return end.isConverged
    }

    private mutating func evaluate(_ epoch: Int) async throws -> Bool {
        guard parameters.validation.isDue(epoch: epoch) else { return false }
        try await sendScores("\(epoch)")
        guard parameters.validation.roundsMax != nil else { return false }
        let verdict = try Verdict(
            bytes: try await messages.receive(.verdict, "\(epoch)", from: messages.guest))
        if verdict.isBest { history.keep(learner.weights, epoch: epoch) }
        return verdict.isStop
    }

    private func sendScores(_ moment: String) async throws {
        try await host.sendScores(
            of: learner.columns, learner.weights, tag: "train.\(moment)")
        if let validation {
            try await host.sendScores(
                of: validation.columns, learner.weights, tag: "validate.\(moment)")
        }
    }

    /// Refuses batches from which the host could compute the guest's residuals.
    ///
    /// A gradient gives one equation for each column. With no more rows than columns they could be
    /// solved for every row's `d`, and at first weights of zero `d` is the label.
    private static func requireManyRows(
        _ plan: HeteroLRPlan, columns: Int
    ) throws(ComponentError) {
        let smallest = plan.rows / plan.batchCount
        guard smallest > columns else {
            throw ComponentError(
                "A batch of \(smallest) rows is too small for \(columns) columns: the host could "
                    + "compute labels. Set a larger batch_size")
        }
    }
}
