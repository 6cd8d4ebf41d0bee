import Domain
import Storage

extension HeteroLRTraining {
    var ownTrainScores: [Double] {
        weightedSum(of: learner.columns, weights: learner.weights, rows: train.labels.count)
    }

    func ownScores(_ features: Features) -> [Double] {
        let intercept = hasIntercept ? learner.weights[learner.featureCount] : 0
        return weightedSum(
            of: features.columns, weights: Array(learner.weights.prefix(learner.featureCount)),
            rows: features.rows
        ).map { $0 + intercept }
    }

    func result() async throws -> TaskResult {
        let scores = try await guest.totalScores(ownTrainScores, tag: "train.final")
        var rows = guest.predictions(
            ids: train.instances.ids, labels: train.labels, scores: scores, type: "train")
        if let validation {
            let scores = try await guest.totalScores(
                ownScores(validation.features), tag: "validate.final")
            let seen = Set(train.instances.ids)
            rows += guest.predictions(
                ids: validation.rows.instances.ids, labels: validation.rows.labels,
                scores: scores, type: "validate"
            ).filter { !seen.contains($0.id) }
        }
        let model = self.model
        var summary = history.summary(of: model, intercept: model.intercept)
        if let ranking = BinaryRanking(scores: scores, isPositive: train.isPositive) {
            summary["auc"] = MetricReport.rounded(ranking.auc)
            summary["ks"] = MetricReport.rounded(ranking.ks)
        }
        return TaskResult(
            tables: [
                try guest.context.tables.write(
                    rows, partitions: input.partitions(of: "train_data"))
            ],
            model: model.artifact(parameters, hasIntercept: hasIntercept), summary: summary)
    }

    var model: HeteroLRModel {
        history.model(
            header: header,
            weights: Array(learner.weights.prefix(learner.featureCount)),
            intercept: hasIntercept ? learner.weights[learner.featureCount] : 0)
    }
}
