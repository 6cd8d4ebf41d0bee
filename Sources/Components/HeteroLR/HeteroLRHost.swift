import Domain
import Storage

/// A host of a hetero logistic regression: holds features, learns only the weights of its own.
struct HeteroLRHost {
    let context: TaskContext
    let parameters: HeteroLRParameters
    let messages: HeteroLRMessages
    let encryptor: PaillierEncryptor
    var key: PaillierPublicKey { encryptor.key }

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
        case .train:
            var training = try HeteroLRHostTraining(self, plan, input)
            return try await training.run()
        case .predict: return try await predict(plan, input)
        }
    }

    private func predict(_ plan: HeteroLRPlan, _ input: HeteroLRInput) async throws -> TaskResult {
        guard let model = input.model else {
            throw ComponentError("HeteroLR needs a model to predict test_data with")
        }
        let test = try Self.sameRows(input.test, plan.rows, plan.idDigest, "test_data")
        let features = try Features(test).chosen(model.header)
        try await sendScores(of: features.columns, model.weights, tag: "predict")
        return TaskResult()
    }

    /// Sends the party's part of each row's score, encrypted.
    func sendScores(
        of columns: [[Double]], _ weights: [Double], tag: String
    ) async throws {
        let rows = columns.first?.count ?? 0
        let scores = weightedSum(of: columns, weights: weights, rows: rows)
        let ciphertexts = try encryptor.encrypt(scores, fractionBits: parameters.fractionBits)
        try await messages.send(ciphertexts, .hostScore, tag, to: [messages.guest], key: key)
    }

    /// The table, if its rows are those that the guest announced.
    static func sameRows(
        _ instances: Instances?, _ count: Int, _ digest: [UInt8], _ name: String
    ) throws(ComponentError) -> Instances {
        guard let instances else { throw ComponentError("The host has no \(name)") }
        guard instances.count == count, HeteroLRPlan.digest(instances.ids) == digest else {
            throw ComponentError(
                "The host's \(name) has other rows than the guest's: put an Intersection before "
                    + "HeteroLR")
        }
        return instances
    }
}
