import Domain

extension HeteroLRTraining {
    /// Evaluates the model where it is due; whether training should end.
    mutating func evaluate(_ epoch: Int) async throws -> Bool {
        guard parameters.validation.isDue(epoch: epoch) else { return false }
        let tracker = guest.context.tracker
        let trainScores = try await guest.totalScores(ownTrainScores, tag: "train.\(epoch)")
        var watched = try await log(
            trainScores, train.isPositive, "train", epoch, to: tracker)
        if let validation {
            let scores = try await guest.totalScores(
                ownScores(validation.features), tag: "validate.\(epoch)")
            watched = try await log(
                scores, validation.rows.isPositive, "validate", epoch, to: tracker)
        }
        guard parameters.validation.roundsMax != nil else { return false }
        let verdict = history.judge(
            watched, weights: learner.weights, epoch: epoch, schedule: parameters.validation)
        try await messages.send(
            verdict.bytes, .verdict, "\(epoch)", to: messages.hosts + [messages.arbiter])
        return verdict.isStop
    }

    func log(
        _ scores: [Double], _ isPositive: [Bool], _ namespace: String, _ epoch: Int,
        to tracker: any TaskTracker
    ) async throws -> [String: Double] {
        guard let ranking = BinaryRanking(scores: scores, isPositive: isPositive) else {
            return [:]
        }
        let values = ["auc": ranking.auc, "ks": ranking.ks]
        var report = MetricReport(namespace: namespace, dataName: "iteration_\(epoch)")
        for metric in parameters.validation.metrics {
            if let value = values[metric] { report.add(metric, value) }
        }
        try await report.send(to: tracker)
        return values
    }
}
