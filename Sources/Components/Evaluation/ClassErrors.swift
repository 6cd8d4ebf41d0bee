/// How well predicted classes meet the true ones, for any number of classes.
struct ClassErrors: Sendable {
    /// All classes, true or predicted, ascending.
    let classes: [Double]
    /// The share of rows predicted right.
    let accuracy: Double
    /// For each class the share of its predictions that are right; 0 without predictions.
    let precisions: [Double]
    /// For each class the share of its rows predicted right; 0 without rows.
    let recalls: [Double]

    /// `nil` without rows.
    init?(truths: [Double], predictions: [Double]) {
        precondition(truths.count == predictions.count, "Each truth has one prediction")
        guard !truths.isEmpty else { return nil }
        var right: [Double: Int] = [:]
        var called: [Double: Int] = [:]
        var present: [Double: Int] = [:]
        for (truth, prediction) in zip(truths, predictions) {
            present[truth, default: 0] += 1
            called[prediction, default: 0] += 1
            if truth == prediction { right[truth, default: 0] += 1 }
        }
        func share(of counts: [Double: Int]) -> (Double) -> Double {
            { label in
                counts[label].map { Double(right[label] ?? 0) / Double($0) } ?? 0
            }
        }
        classes = Set(present.keys).union(called.keys).sorted()
        accuracy = Double(right.values.reduce(0, +)) / Double(truths.count)
        precisions = classes.map(share(of: called))
        recalls = classes.map(share(of: present))
    }
}
