import Domain
import Glibc

/// The arbiter of a hetero logistic regression: makes the key, decrypts what is masked, and says
/// when training has come to rest. It sees no row, no weight and no gradient, only the loss.
struct HeteroLRArbiter {
    private let context: TaskContext
    private let parameters: HeteroLRParameters
    private let messages: HeteroLRMessages
    private let secret: PaillierPrivateKey
    private var key: PaillierPublicKey { secret.publicKey }

    init(_ context: TaskContext, _ parameters: HeteroLRParameters) throws {
        self.context = context
        self.parameters = parameters
        messages = try HeteroLRMessages(context)
        secret = try PaillierPrivateKey.generate(bits: parameters.keyBits)
    }

    /// Makes a key for this task alone and serves the parties until they are done.
    func run() async throws -> TaskResult {
        try await messages.send(
            key.bytes, .publicKey, "0", to: [messages.guest] + messages.hosts)
        let plan = try HeteroLRPlan(
            bytes: try await messages.receive(.plan, "0", from: messages.guest))
        switch plan.mode {
        case .train: return try await train(plan)
        case .predict:
            try await decryptScores(plan.rows, tag: "predict")
            return TaskResult()
        }
    }

    private func train(_ plan: HeteroLRPlan) async throws -> TaskResult {
        var convergence = Convergence(
            method: parameters.convergence, tolerance: parameters.tolerance)
        var history = TrainingHistory()
        try await context.tracker.describe(.loss)
        for epoch in 0..<parameters.iterationsMax {
            for batch in 0..<plan.batchCount {
                try await decryptGradients(tag: "\(epoch).\(batch)")
            }
            let isLast = try await endEpoch(epoch, plan, &convergence, &history)
            let isStopped = try await evaluate(epoch, plan)
            if isLast || isStopped { break }
        }
        try await decryptScores(plan.rows, tag: "train.final")
        try await decryptScores(plan.validationRows, tag: "validate.final")
        let model = history.model(header: [], weights: [], intercept: 0)
        var summary = history.summary(of: model, intercept: nil)
        summary["coef"] = nil
        return TaskResult(
            model: model.artifact(
                parameters, hasIntercept: parameters.initialization.fitsIntercept),
            summary: summary)
    }

    /// Decrypts the parties' masked gradients: evenly random numbers to this reader.
    private func decryptGradients(tag: String) async throws {
        for party in [messages.guest] + messages.hosts {
            let masked = try key.ciphertexts(
                try await messages.receive(.maskedGradient, tag, from: party))
            try await messages.send(
                try secret.decrypt(masked).bytes, .gradient, tag, to: [party])
        }
    }

    private func endEpoch(
        _ epoch: Int, _ plan: HeteroLRPlan, _ convergence: inout Convergence,
        _ history: inout TrainingHistory
    ) async throws -> Bool {
        let sums = try key.decode(
            try secret.decrypt(
                try key.ciphertexts(
                    try await messages.receive(.epochSums, "\(epoch)", from: messages.guest))))
        guard let sum = sums.first else { throw ComponentError("The guest sent no loss") }
        let loss = M_LN2 + sum / Double(plan.rows)
        let isLast = convergence.isReached(
            loss: loss, squaredMovement: sums.count > 1 ? max(0, sums[1]) : .infinity)
        history.add(loss: loss, isConverged: isLast)
        context.tracker.note("iter: \(epoch), loss: \(loss), is_converged: \(isLast)")
        try await context.tracker.log(.loss(loss, epoch: epoch))
        try await context.tracker.progress(
            percent(of: epoch, iterations: parameters.iterationsMax))
        try await messages.send(
            EpochEnd(isConverged: isLast, loss: loss).bytes, .epochEnd, "\(epoch)",
            to: [messages.guest])
        try await messages.send(
            EpochEnd(isConverged: isLast, loss: nil).bytes, .epochEnd, "\(epoch)",
            to: messages.hosts)
        return isLast
    }

    private func evaluate(_ epoch: Int, _ plan: HeteroLRPlan) async throws -> Bool {
        guard parameters.validation.isDue(epoch: epoch) else { return false }
        try await decryptScores(plan.rows, tag: "train.\(epoch)")
        try await decryptScores(plan.validationRows, tag: "validate.\(epoch)")
        guard parameters.validation.roundsMax != nil else { return false }
        return try Verdict(
            bytes: try await messages.receive(.verdict, "\(epoch)", from: messages.guest)
        ).isStop
    }

    /// Decrypts masked scores for the guest, piece by piece.
    private func decryptScores(_ rows: Int, tag: String) async throws {
        for (number, _) in HeteroLRMessages.pieces(rows, keyBits: key.bits).enumerated() {
            let masked = try key.ciphertexts(
                try await messages.receive(
                    .maskedScore, "\(tag).\(number)", from: messages.guest))
            try await messages.send(
                try secret.decrypt(masked).bytes, .score, "\(tag).\(number)",
                to: [messages.guest])
        }
    }
}
