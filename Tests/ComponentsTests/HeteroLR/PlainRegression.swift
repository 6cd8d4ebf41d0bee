import Domain
import Storage

@testable import Components

/// The same optimisation on joined columns, without encryption: what the parties must agree with.
struct PlainRegression {
    var weights: [Double]
    var losses: [Double] = []

    init(_ parts: [Instances], parameters: HeteroLRParameters) {
        let columns = parts.flatMap { Features($0).columns }
        let rows = parts[0].count
        let signs = parts[0].labels!.map { $0 == 1 ? 1.0 : -1.0 }
        let features = columns + [[Double](repeating: 1, count: rows)]
        let starts = parts.map { part in
            parameters.initialization.weights(
                part.schema.header.count + (part.labels == nil ? 0 : 1))
        }
        let intercept = starts[0].last!
        weights = Array(starts[0].dropLast()) + starts.dropFirst().flatMap { $0 } + [intercept]
        var optimizer = parameters.makeOptimizer()
        let regularization = Regularization(penalty: parameters.penalty, alpha: parameters.alpha)
        var convergence = Convergence(
            method: parameters.convergence, tolerance: parameters.tolerance)
        let plan = HeteroLRPlan(train: parts[0], validation: nil, parameters)
        for epoch in 0..<parameters.iterationsMax {
            let before = weights
            var sum = 0.0
            for batch in plan.batches(epoch: epoch) {
                let chosen = features.map { column in batch.map { column[$0] } }
                let labels = batch.map { signs[$0] }
                let scores = weightedSum(of: chosen, weights: weights, rows: batch.count)
                let penalty = regularization.loss(weights.dropLast())
                for (u, y) in zip(scores, labels) {
                    sum += 0.6931471805599453 - 0.5 * y * u + 0.125 * u * u + penalty
                }
                let residuals = zip(scores, labels).map { 0.25 * $0 - 0.5 * $1 }
                let gradient = chosen.map { dotProduct($0, residuals) / Double(batch.count) }
                let count = columns.count
                let full = regularization.gradient(gradient, weights: weights, first: count)
                weights = regularization.updated(
                    weights, by: optimizer.step(full, epoch: epoch),
                    rate: optimizer.rate(epoch: epoch), first: count)
            }
            losses.append(sum / Double(rows))
            let movement = squaredDistance(before, weights)
            if convergence.isReached(loss: losses[epoch], squaredMovement: movement) { break }
        }
    }
}
