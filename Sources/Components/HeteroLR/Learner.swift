/// A party's part of a linear model while it is being learnt: its columns and their weights.
///
/// The guest's intercept is the weight of one more column of ones.
struct Learner: Sendable {
    /// One array for each feature, then the ones of the intercept.
    let columns: [[Double]]
    /// Without the intercept.
    let featureCount: Int
    /// One for each column.
    var weights: [Double]
    private var optimizer: Optimizer
    private let regularization: Regularization

    init(
        features: Features, weights: [Double], parameters: HeteroLRParameters,
        hasIntercept: Bool
    ) {
        let ones = [Double](repeating: 1, count: features.rows)
        columns = features.columns + (hasIntercept ? [ones] : [])
        precondition(weights.count == columns.count, "Each column has one weight")
        featureCount = features.columns.count
        self.weights = weights
        optimizer = parameters.makeOptimizer()
        regularization = Regularization(penalty: parameters.penalty, alpha: parameters.alpha)
    }

    /// The columns at some rows.
    func columns(at rows: [Int]) -> [[Double]] {
        columns.map { column in rows.map { column[$0] } }
    }

    /// A quarter of the party's linear score of each row.
    func quarterScores(of columns: [[Double]], rows: Int) -> [Double] {
        weightedSum(of: columns, weights: weights, rows: rows).map { 0.25 * $0 }
    }

    /// What the party's weights add to the loss.
    var penalty: Double { regularization.loss(weights.prefix(featureCount)) }

    /// Takes a step against the mean gradient of a batch.
    mutating func apply(_ gradient: [Double], epoch: Int) {
        let full = regularization.gradient(gradient, weights: weights, first: featureCount)
        let step = optimizer.step(full, epoch: epoch)
        weights = regularization.updated(
            weights, by: step, rate: optimizer.rate(epoch: epoch), first: featureCount)
    }
}

/// The squared distance between two sets of weights.
func squaredDistance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
}
