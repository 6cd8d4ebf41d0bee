import Domain
import Storage

/// One training as the guest leads it.
struct HeteroLRTraining {
    let guest: HeteroLRGuest
    let input: HeteroLRInput
    let train: LabelledRows
    let validation: (rows: LabelledRows, features: Features)?
    let plan: HeteroLRPlan
    let header: [String]
    var learner: Learner
    var history = TrainingHistory()

    var parameters: HeteroLRParameters { guest.parameters }
    var messages: HeteroLRMessages { guest.messages }
    var encryptor: PaillierEncryptor { guest.encryptor }
    var key: PaillierPublicKey { guest.encryptor.key }
    var hasIntercept: Bool { parameters.initialization.fitsIntercept }

    init(_ guest: HeteroLRGuest, _ input: HeteroLRInput, _ train: LabelledRows) throws {
        self.guest = guest
        self.input = input
        self.train = train
        let features = try Features(train.instances).matching(input.model)
        header = features.names
        validation = try input.validation.map {
            (try LabelledRows($0), try Features($0).chosen(features.names))
        }
        plan = HeteroLRPlan(
            train: train.instances, validation: input.validation, guest.parameters)
        let start = guest.parameters.initialization
        let warm = input.model.map { $0.weights + (start.fitsIntercept ? [$0.intercept] : []) }
        learner = Learner(
            features: features,
            weights: warm ?? start.weights(header.count + (start.fitsIntercept ? 1 : 0)),
            parameters: guest.parameters, hasIntercept: start.fitsIntercept)
    }

    /// Trains until the arbiter or the evaluations say that it is enough, then predicts.
    mutating func run() async throws -> TaskResult {
        try await guest.announce(plan)
        try await guest.context.tracker.describe(.loss)
        for epoch in 0..<parameters.iterationsMax {
            if try await runEpoch(epoch) { break }
        }
        if let best = history.bestWeights { learner.weights = best }
        return try await result()
    }

    /// Runs one epoch; whether it was the last.
    mutating func runEpoch(_ epoch: Int) async throws -> Bool {
        let before = learner.weights
        var sum: Ciphertexts?
        for (batch, rows) in plan.batches(epoch: epoch).enumerated() {
            let share = try await runBatch(rows, epoch: epoch, tag: "\(epoch).\(batch)")
            sum = try sum.map { sum in try key.add(sum, share) } ?? share
        }
        guard let sum else { return true }
        let movement = squaredDistance(before, learner.weights)
        try await sendSums(sum, movement: movement, epoch: epoch)
        let end = try EpochEnd(
            bytes: try await messages.receive(.epochEnd, "\(epoch)", from: messages.arbiter))
        guard let loss = end.loss else { throw ComponentError("The arbiter sent no loss") }
        history.add(loss: loss, isConverged: end.isConverged)
        guest.context.tracker.note(
            "iter: \(epoch), loss: \(loss), is_converged: \(end.isConverged)")
        try await guest.context.tracker.log(.loss(loss, epoch: epoch))
        try await guest.context.tracker.progress(
            percent(of: epoch, iterations: parameters.iterationsMax))
        let isStopped = try await evaluate(epoch)
        return end.isConverged || isStopped
    }

    func sendSums(_ loss: Ciphertexts, movement: Double, epoch: Int) async throws {
        var sums = [loss]
        if parameters.convergence == .weightDifference {
            var total = try encryptor.encrypt([movement], fractionBits: 2 * parameters.fractionBits)
            for host in messages.hosts {
                let part = try await messages.receive(
                    .hostMovement, "\(epoch)", from: host, count: 1,
                    fractionBits: 2 * parameters.fractionBits, key: key)
                total = try key.add(total, part)
            }
            sums.append(total)
        }
        guard let joined = try Ciphertexts.joined(sums) else { return }
        try await messages.send(
            key.bytes(joined), .epochSums, "\(epoch)", to: [messages.arbiter])
    }
}
