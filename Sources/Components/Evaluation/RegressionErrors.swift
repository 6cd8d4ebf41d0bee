/// How far predicted numbers are from true ones (scikit-learn's definitions).
struct RegressionErrors: Sendable {
    private let truths: [Double]
    private let residuals: [Double]

    /// `nil` without rows.
    init?(truths: [Double], predictions: [Double]) {
        precondition(truths.count == predictions.count, "Each truth has one prediction")
        guard !truths.isEmpty else { return nil }
        self.truths = truths
        residuals = zip(truths, predictions).map { $0 - $1 }
    }

    /// The mean of the squared errors.
    var meanSquaredError: Double { Self.mean(residuals.map { $0 * $0 }) }
    /// Its square root.
    var rootMeanSquaredError: Double { meanSquaredError.squareRoot() }
    /// The mean of the errors' magnitudes.
    var meanAbsoluteError: Double { Self.mean(residuals.map(\.magnitude)) }

    /// The median of the errors' magnitudes.
    var medianAbsoluteError: Double {
        let sorted = residuals.map(\.magnitude).sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The coefficient of determination; 0 where the truths are all equal and not met.
    var r2: Double { Self.explained(meanSquaredError, of: Self.variance(truths)) }

    /// The share of the truths' variance that the predictions explain, whatever their offset.
    var explainedVariance: Double {
        Self.explained(Self.variance(residuals), of: Self.variance(truths))
    }

    private static func explained(_ rest: Double, of variance: Double) -> Double {
        variance == 0 ? (rest == 0 ? 1 : 0) : 1 - rest / variance
    }

    private static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = mean(values)
        return Self.mean(values.map { ($0 - mean) * ($0 - mean) })
    }
}
