import Glibc

/// The logistic function, without overflow for any score.
func sigmoid(_ score: Double) -> Double {
    if score >= 0 { return 1 / (1 + exp(-score)) }
    let power = exp(score)
    return power / (1 + power)
}

/// The logarithm to base e.
func naturalLogarithm(_ value: Double) -> Double { log(value) }

/// The cosine.
func cosine(_ angle: Double) -> Double { cos(angle) }

/// The sum of the products of two vectors of one length.
func dotProduct(_ left: some Collection<Double>, _ right: some Collection<Double>) -> Double {
    precondition(left.count == right.count, "Vectors have one length")
    return zip(left, right).reduce(0.0) { $0 + $1.0 * $1.1 }
}

/// The sum of columns, each times its weight: one score for each row.
func weightedSum(of columns: [[Double]], weights: [Double], rows: Int) -> [Double] {
    precondition(columns.count == weights.count, "Each column has one weight")
    var scores = [Double](repeating: 0, count: rows)
    for (column, weight) in zip(columns, weights) {
        for row in 0..<rows { scores[row] += weight * column[row] }
    }
    return scores
}
