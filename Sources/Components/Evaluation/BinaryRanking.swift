/// The rows of a two-class prediction in descending order of their scores.
///
/// Rows of equal score stand at one threshold, so ties never depend on the order of the rows.
struct BinaryRanking: Sendable {
    /// What is counted at one distinct score.
    struct Step: Sendable {
        /// The score.
        let score: Double
        /// Positive rows of at least this score.
        let truePositives: Int
        /// Negative rows of at least this score.
        let falsePositives: Int
    }

    /// One step for each distinct score, descending.
    let steps: [Step]
    /// All scores, descending.
    let scores: [Double]
    /// How many rows are positive.
    let positives: Int
    /// How many rows are negative.
    let negatives: Int

    /// Ranks rows; `nil` unless there are positive and negative rows and every score is a number.
    init?(scores: [Double], isPositive: [Bool]) {
        precondition(scores.count == isPositive.count, "Each score has one label")
        positives = isPositive.count { $0 }
        negatives = isPositive.count - positives
        guard positives > 0, negatives > 0, !scores.contains(where: \.isNaN) else { return nil }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        self.scores = order.map { scores[$0] }
        var steps: [Step] = []
        var truePositives = 0
        for (place, row) in order.enumerated() {
            if isPositive[row] { truePositives += 1 }
            let isLast = place + 1 == order.count || scores[order[place + 1]] != scores[row]
            guard isLast else { continue }
            steps.append(
                Step(
                    score: scores[row], truePositives: truePositives,
                    falsePositives: place + 1 - truePositives))
        }
        self.steps = steps
    }

    /// The area under the ROC curve: how probable it is that a positive row scores above a
    /// negative one, where a tie counts half (scikit-learn's `roc_auc_score`).
    var auc: Double {
        var twiceWins = 0
        var previous = (truePositives: 0, falsePositives: 0)
        for step in steps {
            twiceWins +=
                (step.falsePositives - previous.falsePositives)
                * (step.truePositives + previous.truePositives)
            previous = (step.truePositives, step.falsePositives)
        }
        return Double(twiceWins) / (2 * Double(positives) * Double(negatives))
    }

    /// The Kolmogorov-Smirnov statistic: the greatest distance of true and false positive rate.
    var ks: Double {
        steps.reduce(0) { max($0, truePositiveRate($1) - falsePositiveRate($1)) }
    }

    /// The share of positive rows of at least the step's score.
    func truePositiveRate(_ step: Step) -> Double {
        Double(step.truePositives) / Double(positives)
    }

    /// The share of negative rows of at least the step's score.
    func falsePositiveRate(_ step: Step) -> Double {
        Double(step.falsePositives) / Double(negatives)
    }

    /// What a classifier gets right and wrong that calls rows above the threshold positive.
    func confusion(above threshold: Double) -> ConfusionCounts {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].score > threshold { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else {
            return ConfusionCounts(
                truePositives: 0, falsePositives: 0, positives: positives, negatives: negatives)
        }
        return ConfusionCounts(
            truePositives: steps[low - 1].truePositives,
            falsePositives: steps[low - 1].falsePositives,
            positives: positives, negatives: negatives)
    }
}
