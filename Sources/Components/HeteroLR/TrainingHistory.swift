import Domain

/// What a party remembers of a training: losses, and the best model so far.
struct TrainingHistory: Sendable {
    private(set) var losses: [Double] = []
    private(set) var iterations = 0
    private(set) var isConverged = false
    /// The epoch that early stopping would go back to; -1 while there is none.
    private(set) var bestIteration = -1
    /// The weights of that epoch.
    private(set) var bestWeights: [Double]?
    private var best: [String: Double] = [:]
    private var roundsWithoutGain: [String: Int] = [:]

    /// Notes the end of an epoch; only the guest and the arbiter know its loss.
    mutating func add(loss: Double?, isConverged: Bool) {
        if let loss { losses.append(loss) }
        iterations += 1
        self.isConverged = isConverged
    }

    /// Keeps the weights as the best so far.
    mutating func keep(_ weights: [Double], epoch: Int) {
        bestIteration = epoch
        bestWeights = weights
    }

    /// Judges an evaluation: the model is the best so far if its first metric is, and training
    /// stops when a watched metric has not grown for the agreed number of evaluations.
    mutating func judge(
        _ metrics: [String: Double], weights: [Double], epoch: Int, schedule: ValidationSchedule
    ) -> Verdict {
        var isBest = false
        var isStop = false
        let watched = schedule.usesFirstMetricOnly ? 1 : schedule.metrics.count
        for (place, name) in schedule.metrics.prefix(watched).enumerated() {
            guard let value = metrics[name] else { continue }
            if best[name].map({ value > $0 }) ?? true {
                best[name] = value
                roundsWithoutGain[name] = 0
                isBest = isBest || place == 0
            } else {
                roundsWithoutGain[name, default: 0] += 1
            }
            if let limit = schedule.roundsMax, roundsWithoutGain[name, default: 0] >= limit {
                isStop = true
            }
        }
        if isBest { keep(weights, epoch: epoch) }
        return Verdict(isStop: isStop, isBest: isBest)
    }

    /// The party's part of the model.
    func model(header: [String], weights: [Double], intercept: Double) -> HeteroLRModel {
        HeteroLRModel(
            header: header, weights: weights, intercept: intercept, iterations: iterations,
            lossHistory: losses, isConverged: isConverged, bestIteration: bestIteration)
    }

    /// The component's summary, with FATE's names.
    func summary(of model: HeteroLRModel, intercept: Double?) -> JSONObject {
        var summary: JSONObject = ["coef": .object(model.weightsByName)]
        if let intercept { summary["intercept"] = .number(intercept) }
        summary["is_converged"] = .bool(isConverged)
        summary["one_vs_rest"] = false
        summary["best_iteration"] = .integer(Int64(bestIteration))
        summary["iters"] = .integer(Int64(iterations))
        if !losses.isEmpty { summary["loss_history"] = .array(losses.map(JSONValue.number)) }
        return summary
    }
}
