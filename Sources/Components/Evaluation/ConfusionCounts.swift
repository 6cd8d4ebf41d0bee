/// How many rows a two-class classifier gets right and wrong.
struct ConfusionCounts: Hashable, Sendable {
    /// Positive rows called positive.
    let truePositives: Int
    /// Negative rows called positive.
    let falsePositives: Int
    /// All positive rows.
    let positives: Int
    /// All negative rows.
    let negatives: Int

    /// Negative rows called negative.
    var trueNegatives: Int { negatives - falsePositives }
    /// Positive rows called negative.
    var falseNegatives: Int { positives - truePositives }

    /// The share of rows called right.
    var accuracy: Double {
        Double(truePositives + trueNegatives) / Double(positives + negatives)
    }

    /// The share of the rows called positive that are; 1 when none is, as FATE draws it.
    var precision: Double {
        let called = truePositives + falsePositives
        return called == 0 ? 1 : Double(truePositives) / Double(called)
    }

    /// The share of positive rows called so.
    var recall: Double { Double(truePositives) / Double(positives) }

    /// The harmonic mean of precision and recall; 0 when both are.
    var f1: Double {
        let sum = precision + recall
        return sum == 0 ? 0 : 2 * precision * recall / sum
    }

    /// The share of all rows called positive.
    var depth: Double {
        Double(truePositives + falsePositives) / Double(positives + negatives)
    }

    /// How many times better than chance: precision over the share of positive rows.
    var lift: Double { precision / (Double(positives) / Double(positives + negatives)) }
}
