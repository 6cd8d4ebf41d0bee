import Domain
import Storage

/// The guest of a hetero logistic regression: holds the labels, leads, and gets the predictions.
struct HeteroLRGuest {
    let context: TaskContext
    let parameters: HeteroLRParameters
    let messages: HeteroLRMessages
    let encryptor: PaillierEncryptor

    init(_ context: TaskContext, _ parameters: HeteroLRParameters) async throws {
        self.context = context
        self.parameters = parameters
        messages = try HeteroLRMessages(context)
        let bytes = try await messages.receive(.publicKey, "0", from: messages.arbiter)
        encryptor = PaillierEncryptor(key: try PaillierPublicKey(bytes: bytes))
    }

    /// Trains on `train_data`, or predicts `test_data` with the input model.
    func run() async throws -> TaskResult {
        let input = try HeteroLRInput(context)
        if let train = input.train {
            var training = try HeteroLRTraining(self, input, LabelledRows(train))
            return try await training.run()
        }
        return try await predict(input)
    }

    /// Tells the others what is going to happen.
    func announce(_ plan: HeteroLRPlan) async throws {
        try await messages.send(plan.bytes, .plan, "0", to: messages.hosts)
        try await messages.send(plan.withoutRows.bytes, .plan, "0", to: [messages.arbiter])
    }

    private func predict(_ input: HeteroLRInput) async throws -> TaskResult {
        guard let test = input.test, let model = input.model else {
            throw ComponentError("HeteroLR needs train_data, or test_data and a model")
        }
        let features = try Features(test).chosen(model.header)
        try await announce(HeteroLRPlan(predicting: test))
        let own = weightedSum(of: features.columns, weights: model.weights, rows: test.count)
            .map { $0 + model.intercept }
        let scores = try await totalScores(own, tag: "predict")
        let table = predictions(
            ids: test.ids, labels: test.labels, scores: scores, type: "predict")
        return TaskResult(
            tables: [
                try context.tables.write(table, partitions: input.partitions(of: "test_data"))
            ])
    }

    /// The total linear score of each row, which the guest is meant to learn.
    ///
    /// The hosts' parts arrive encrypted and are added up unseen; the arbiter decrypts the sums
    /// under a mask that only the guest can take off. So the guest learns the sum of the hosts'
    /// parts, not each, and the arbiter learns nothing. (FATE sends the hosts' parts in the clear.
    /// With a single host the sum is that host's part: total and own part tell it anyway.)
    func totalScores(_ own: [Double], tag: String) async throws -> [Double] {
        let key = encryptor.key
        var masks: [Plaintexts] = []
        for (number, piece) in HeteroLRMessages.pieces(own.count, keyBits: key.bits).enumerated() {
            let tag = "\(tag).\(number)"
            let (masked, mask) = try encryptor.mask(
                try await sumOfHosts { host in
                    try await messages.receivePiece(
                        .hostScore, tag, from: host, count: piece.count,
                        fractionBits: parameters.fractionBits, key: key)
                })
            masks.append(mask)
            try await messages.send(key.bytes(masked), .maskedScore, tag, to: [messages.arbiter])
        }
        var hostScores: [Double] = []
        for (number, mask) in masks.enumerated() {
            let bytes = try await messages.receive(
                .score, "\(tag).\(number)", from: messages.arbiter)
            hostScores += try key.decode(try key.unmask(try key.plaintexts(bytes), mask))
        }
        return zip(own, hostScores).map(+)
    }

    /// The encrypted sum of what `receive` gets of each host.
    func sumOfHosts(
        _ receive: (Party) async throws -> Ciphertexts
    ) async throws -> Ciphertexts {
        var sum = try await receive(messages.hosts[0])
        for host in messages.hosts.dropFirst() {
            sum = try encryptor.key.add(sum, try await receive(host))
        }
        return sum
    }

    /// Rows for the output table, from total scores.
    func predictions(
        ids: [String], labels: [Double]?, scores: [Double], type: String
    ) -> [Prediction] {
        ids.indices.map { row in
            let probability = sigmoid(scores[row])
            return Prediction(
                id: ids[row], label: labels?[row] ?? 0,
                predictedLabel: probability > parameters.threshold ? 1 : 0, score: probability,
                detail: [
                    Prediction.Detail(label: "0", probability: 1 - probability),
                    Prediction.Detail(label: "1", probability: probability),
                ], type: type)
        }
    }
}
