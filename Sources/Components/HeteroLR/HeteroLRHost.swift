import Domain
import Storage

/// A host of a hetero logistic regression: holds features, learns only the weights of its own.
struct HeteroLRHost {
    private let context: TaskContext
    private let parameters: HeteroLRParameters
    private let messages: HeteroLRMessages
    private let encryptor: PaillierEncryptor
    private var key: PaillierPublicKey { encryptor.key }

    init(_ context: TaskContext, _ parameters: HeteroLRParameters) async throws {
        self.context = context
        self.parameters = parameters
        messages = try HeteroLRMessages(context)
        let bytes = try await messages.receive(.publicKey, "0", from: messages.arbiter)
        encryptor = PaillierEncryptor(key: try PaillierPublicKey(bytes: bytes))
    }

    /// Does what the guest has planned.
    func run() async throws -> TaskResult {
        let plan = try HeteroLRPlan(
            bytes: try await messages.receive(.plan, "0", from: messages.guest))
        let input = try HeteroLRInput(context)
        switch plan.mode {
        case .train: return try await train(plan, input)
        case .predict: return try await predict(plan, input)
        }
    }

    private func train(_ plan: HeteroLRPlan, _ input: HeteroLRInput) async throws -> TaskResult {
        let train = try Self.sameRows(input.train, plan.idDigest, "train_data")
        let features = try Features(train).matching(input.model)
        try requireManyRows(plan, columns: features.columns.count)
        let validation =
            try plan.validationRows == 0
            ? nil
            : Features(
                Self.sameRows(input.validation, plan.validationDigest, "validate_data")
            ).chosen(features.names)
        var learner = Learner(
            features: features,
            weights: input.model?.weights
                ?? parameters.initialization.weights(features.names.count),
            parameters: parameters, hasIntercept: false)
        var history = TrainingHistory()
        for epoch in 0..<parameters.iterationsMax {
            let before = learner.weights
            for (batch, rows) in plan.batches(epoch: epoch).enumerated() {
                try await runBatch(rows, &learner, epoch: epoch, tag: "\(epoch).\(batch)")
            }
            let isLast = try await endEpoch(
                epoch, movement: squaredDistance(before, learner.weights), &history)
            let isStopped = try await evaluate(epoch, learner, validation, &history)
            if isLast || isStopped { break }
        }
        if let best = history.bestWeights { learner.weights = best }
        try await sendScores(of: learner.columns, learner.weights, tag: "train.final")
        if let validation {
            try await sendScores(of: validation.columns, learner.weights, tag: "validate.final")
        }
        let model = history.model(header: features.names, weights: learner.weights, intercept: 0)
        return TaskResult(
            model: model.artifact(parameters, hasIntercept: false),
            summary: history.summary(of: model, intercept: nil))
    }

    private func runBatch(
        _ rows: [Int], _ learner: inout Learner, epoch: Int, tag: String
    ) async throws {
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
        // The fresh encryption hides which scores the guest's own ciphertexts were raised to.
        let penalty = try encryptor.encrypt(
            [learner.penalty * Double(rows.count)], fractionBits: 2 * bits)
        try await messages.send(
            try key.add(gradient.lossShare, penalty), .hostLoss, tag, to: [messages.guest],
            key: key)
        learner.apply(try await gradient.mean(), epoch: epoch)
    }

    private func endEpoch(
        _ epoch: Int, movement: Double, _ history: inout TrainingHistory
    ) async throws -> Bool {
        if parameters.convergence == .weightDifference {
            let part = try encryptor.encrypt(
                [movement], fractionBits: 2 * parameters.fractionBits)
            try await messages.send(
                part, .hostMovement, "\(epoch)", to: [messages.guest], key: key)
        }
        let end = try EpochEnd(
            bytes: try await messages.receive(.epochEnd, "\(epoch)", from: messages.arbiter))
        history.add(loss: nil, isConverged: end.isConverged)
        try await context.tracker.progress(
            percent(of: epoch, iterations: parameters.iterationsMax))
        return end.isConverged
    }

    private func evaluate(
        _ epoch: Int, _ learner: Learner, _ validation: Features?,
        _ history: inout TrainingHistory
    ) async throws -> Bool {
        guard parameters.validation.isDue(epoch: epoch) else { return false }
        try await sendScores(of: learner.columns, learner.weights, tag: "train.\(epoch)")
        if let validation {
            try await sendScores(of: validation.columns, learner.weights, tag: "validate.\(epoch)")
        }
        guard parameters.validation.roundsMax != nil else { return false }
        let verdict = try Verdict(
            bytes: try await messages.receive(.verdict, "\(epoch)", from: messages.guest))
        if verdict.isBest { history.keep(learner.weights, epoch: epoch) }
        return verdict.isStop
    }

    private func predict(_ plan: HeteroLRPlan, _ input: HeteroLRInput) async throws -> TaskResult {
        guard let model = input.model else {
            throw ComponentError("HeteroLR needs a model to predict test_data with")
        }
        let test = try Self.sameRows(input.test, plan.idDigest, "test_data")
        let features = try Features(test).chosen(model.header)
        try await sendScores(of: features.columns, model.weights, tag: "predict")
        return TaskResult()
    }

    /// Sends the party's part of each row's score, encrypted.
    private func sendScores(
        of columns: [[Double]], _ weights: [Double], tag: String
    ) async throws {
        let rows = columns.first?.count ?? 0
        let scores = weightedSum(of: columns, weights: weights, rows: rows)
        let ciphertexts = try encryptor.encrypt(scores, fractionBits: parameters.fractionBits)
        try await messages.send(ciphertexts, .hostScore, tag, to: [messages.guest], key: key)
    }

    /// The table, if its rows are those of the guest.
    private static func sameRows(
        _ instances: Instances?, _ digest: [UInt8], _ name: String
    ) throws(ComponentError) -> Instances {
        guard let instances else { throw ComponentError("The host has no \(name)") }
        guard HeteroLRPlan.digest(instances.ids) == digest else {
            throw ComponentError(
                "The host's \(name) has other rows than the guest's: put an Intersection before "
                    + "HeteroLR")
        }
        return instances
    }

    /// Refuses batches from which the host could compute the guest's residuals.
    ///
    /// A gradient gives one equation for each column. With no more rows than columns they could be
    /// solved for every row's `d`, and at first weights of zero `d` is the label.
    private func requireManyRows(_ plan: HeteroLRPlan, columns: Int) throws(ComponentError) {
        let smallest = plan.rows / plan.batchCount
        guard smallest > columns else {
            throw ComponentError(
                "A batch of \(smallest) rows is too small for \(columns) columns: the host could "
                    + "compute labels. Set a larger batch_size")
        }
    }
}
