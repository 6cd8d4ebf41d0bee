import Domain

/// Writes the metrics of a two-class prediction (FATE 1.11 `evaluation/evaluation.py`).
struct BinaryReport {
    private let ranking: BinaryRanking
    private var report: MetricReport

    /// All metrics asked for.
    static func make(
        _ metrics: [String], _ ranking: BinaryRanking, into report: MetricReport
    ) -> MetricReport {
        var writer = BinaryReport(ranking: ranking, report: report)
        for metric in metrics { writer.write(metric) }
        return writer.report
    }

    private mutating func write(_ metric: String) {
        switch metric {
        case "auc": report.add(metric, ranking.auc)
        case "ks": writeKS()
        case "roc": writeROC()
        case "lift":
            let curve = ranking.curve(x: \.depth, y: \.lift).highest()
            write(metric, curve.adding(x: 1, y: 1, threshold: 0))
        case "gain":
            let curve = ranking.curve(x: \.depth, y: \.recall).highest()
            write(metric, curve.adding(x: 1, y: 1, threshold: 0))
        case "accuracy": write(metric, ranking.curve(y: \.accuracy))
        case "precision": writePair(metric, "Precision", \.precision)
        case "recall": writePair(metric, "Recall", \.recall)
        case "confusion_mat": writeConfusion()
        case "f1_score": writeF1()
        case "quantile_pr": writeQuantiles()
        default: preconditionFailure("Metrics are checked before they are computed")
        }
    }

    private mutating func write(_ metric: String, _ curve: MetricCurve) {
        report.add(
            metric, type: "\(metric.uppercased())_EVALUATION", curve,
            attributes: ["curve_name": .string(report.dataName)])
    }

    private mutating func writeKS() {
        report.add("ks", ranking.ks)
        let rates: [(String, (ConfusionCounts) -> Double)] = [
            ("fpr", { Double($0.falsePositives) / Double($0.negatives) }),
            ("tpr", { Double($0.truePositives) / Double($0.positives) }),
        ]
        for (name, rate) in rates {
            report.add(
                "ks_\(name)", type: "KS_EVALUATION",
                ranking.ksCurve(rate).adding(x: 1, y: 1, threshold: ranking.scores.last ?? 0),
                attributes: [
                    "curve_name": .string("\(report.dataName)_\(name)"),
                    "pair_type": .string(report.dataName),
                ])
        }
    }

    private mutating func writeROC() {
        report.add(
            "roc", type: "ROC_EVALUATION", ranking.rocCurve(),
            attributes: [
                "unit_name": "fpr", "ordinate_name": "tpr",
                "curve_name": .string(report.dataName),
            ])
    }

    private mutating func writePair(
        _ metric: String, _ title: String, _ measure: (ConfusionCounts) -> Double
    ) {
        let lowest = (ranking.scores.last ?? 0) - 0.001
        let all = measure(ranking.confusion(above: lowest))
        report.add(
            metric, type: "\(metric.uppercased())_BINARY_EVALUATION",
            ranking.curve(y: measure).adding(x: 1, y: all, threshold: lowest),
            attributes: [
                "ordinate_name": .string(title), "curve_name": .string(report.dataName),
                "pair_type": .string(report.dataName),
            ])
    }

    private mutating func writeConfusion() {
        let thresholds = ranking.stepThresholds + [0]
        let counts = thresholds.map(ranking.confusion(above:))
        func list(_ count: (ConfusionCounts) -> Int) -> JSONValue {
            .array(counts.map { .integer(Int64(count($0))) })
        }
        report.add(
            "confusion_mat", type: "CONFUSION_MAT",
            table: [
                "tp": list(\.truePositives), "tn": list(\.trueNegatives),
                "fp": list(\.falsePositives), "fn": list(\.falseNegatives),
                "thresholds": MetricReport.rounded(thresholds),
            ])
    }

    private mutating func writeF1() {
        let thresholds = ranking.stepThresholds + [0]
        report.add(
            "f1_score", type: "F1_SCORE",
            table: [
                "f1_scores": MetricReport.rounded(
                    thresholds.map { ranking.confusion(above: $0).f1 }),
                "thresholds": MetricReport.rounded(thresholds),
            ])
    }

    private mutating func writeQuantiles() {
        let thresholds = ThresholdCuts.twentieths(of: ranking.scores)
        let counts = thresholds.map(ranking.confusion(above:))
        func pairs(_ measure: (ConfusionCounts) -> Double) -> JSONValue {
            .array(counts.map { [0, MetricReport.rounded(measure($0))] })
        }
        report.add(
            "quantile_pr", type: "QUANTILE_PR",
            table: [
                "p_scores": pairs(\.precision), "r_scores": pairs(\.recall),
                "thresholds": MetricReport.rounded(thresholds),
            ])
    }
}
