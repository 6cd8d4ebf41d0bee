import Domain
import Storage

/// Measures how good predictions are (FATE 1.11 `evaluation/evaluation.py`).
///
/// The predictions lie at the guest; a party without input has nothing to do and succeeds. Nothing
/// is sent to other parties.
enum Evaluation: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "Evaluation", provider: "fate", version: "1.11.4",
            roles: [.guest, .host, .arbiter], parameters: EvaluationParameters.defaults)
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try EvaluationParameters(parameters)
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let parameters = try EvaluationParameters(context.parameters)
        guard parameters.isNeeded else { return TaskResult() }
        var summaries: [(dataName: String, summary: JSONObject)] = []
        for input in context.inputs["data"] ?? [] {
            let dataName = input.source.isEmpty ? input.name.name : input.source
            let predictions = try context.tables.predictions(input.content)
            var best = JSONObject()
            for (type, rows) in split(predictions) {
                let report = try report(
                    rows, MetricReport(namespace: type, dataName: dataName), parameters)
                try await report.send(to: context.tracker)
                if type != "train" || best.isEmpty { best = report.summary }
            }
            summaries.append((dataName, best))
        }
        return TaskResult(summary: merged(summaries))
    }

    /// The rows of each type, in the order in which types first appear.
    private static func split(_ predictions: [Prediction]) -> [(String, [Prediction])] {
        var order: [String] = []
        var groups: [String: [Prediction]] = [:]
        for prediction in predictions {
            if groups[prediction.type] == nil { order.append(prediction.type) }
            groups[prediction.type, default: []].append(prediction)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }

    private static func report(
        _ rows: [Prediction], _ report: MetricReport, _ parameters: EvaluationParameters
    ) throws(ComponentError) -> MetricReport {
        switch parameters.kind {
        case .binary:
            guard
                let ranking = BinaryRanking(
                    scores: rows.map(\.score),
                    isPositive: rows.map { $0.label == parameters.positiveLabel })
            else {
                throw ComponentError(
                    "The \(report.namespace) rows of \(report.dataName) cannot be evaluated as "
                        + "binary: there must be rows with the label \(parameters.positiveLabel), "
                        + "rows with another, and all scores must be numbers")
            }
            return BinaryReport.make(parameters.metrics, ranking, into: report)
        case .regression: return regression(rows, report, parameters.metrics)
        case .multi: return classes(rows, report, parameters.metrics)
        }
    }

    private static func regression(
        _ rows: [Prediction], _ report: MetricReport, _ metrics: [String]
    ) -> MetricReport {
        guard
            let errors = RegressionErrors(
                truths: rows.map(\.label), predictions: rows.map(\.score))
        else { return report }
        let values = [
            "explained_variance": errors.explainedVariance,
            "mean_absolute_error": errors.meanAbsoluteError,
            "mean_squared_error": errors.meanSquaredError,
            "median_absolute_error": errors.medianAbsoluteError,
            "r2_score": errors.r2, "root_mean_squared_error": errors.rootMeanSquaredError,
        ]
        var report = report
        for metric in metrics { if let value = values[metric] { report.add(metric, value) } }
        return report
    }

    private static func classes(
        _ rows: [Prediction], _ report: MetricReport, _ metrics: [String]
    ) -> MetricReport {
        guard
            let errors = ClassErrors(
                truths: rows.map(\.label), predictions: rows.map(\.predictedLabel))
        else { return report }
        var report = report
        for metric in metrics where metric == "accuracy" { report.add(metric, errors.accuracy) }
        for (metric, title, values) in [
            ("precision", "Precision", errors.precisions), ("recall", "Recall", errors.recalls),
        ] where metrics.contains(metric) {
            report.add(metric, values.reduce(0, +) / Double(values.count))
            let points = zip(errors.classes, values).map {
                MetricCurve.Point(x: $0, y: $1, threshold: 0)
            }
            report.add(
                metric, type: "\(metric.uppercased())_MULTI_EVALUATION",
                MetricCurve(points: points),
                attributes: [
                    "ordinate_name": .string(title), "curve_name": .string(report.dataName),
                    "pair_type": .string(report.dataName),
                ])
        }
        return report
    }

    /// One input: its numbers. Several: the numbers of each under its name.
    private static func merged(
        _ summaries: [(dataName: String, summary: JSONObject)]
    ) -> JSONObject {
        if summaries.count == 1, let only = summaries.first { return only.summary }
        return JSONObject(summaries.map { ($0.dataName, .object($0.summary)) })
    }
}
