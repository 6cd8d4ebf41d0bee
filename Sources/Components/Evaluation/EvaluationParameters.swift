import Domain

/// The parameters of `Evaluation` (FATE 1.11 `param/evaluation_param.py`).
struct EvaluationParameters: Sendable {
    /// What kind of prediction is evaluated.
    enum Kind: String, Sendable {
        case binary, regression, multi
    }

    let kind: Kind
    let positiveLabel: Double
    let isNeeded: Bool
    /// FATE's metric names, in the order asked for.
    let metrics: [String]

    /// FATE's names with FATE's defaults.
    static let defaults: JSONObject = [
        "eval_type": "binary", "pos_label": 1, "need_run": true, "metrics": nil,
        "run_clustering_arbiter_metric": false, "unfold_multi_result": false,
    ]

    /// Reads and checks the parameters.
    init(_ parameters: JSONObject) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        try reader.refuse(
            "unfold_multi_result", because: "classes are not evaluated one against the rest")
        try reader.refuse(
            "run_clustering_arbiter_metric", because: "clusterings are not evaluated")
        let name = try reader.requiredText("eval_type").lowercased()
        guard let kind = Kind(rawValue: name) else {
            throw reader.refusal("eval_type", "must be binary, regression or multi")
        }
        self.kind = kind
        isNeeded = try reader.bool("need_run")
        positiveLabel = try Self.label(reader)
        metrics = try Self.metrics(reader, kind)
    }

    private static func label(_ reader: ParameterReader) throws(ComponentError) -> Double {
        let value = reader.value("pos_label")
        guard let label = value?.double ?? value?.string.flatMap(Double.init) else {
            throw reader.refusal("pos_label", "must be a number, as labels are numbers")
        }
        return label
    }

    private static func metrics(
        _ reader: ParameterReader, _ kind: Kind
    ) throws(ComponentError) -> [String] {
        let offered = offered(kind)
        var chosen: [String] = []
        for item in reader.list("metrics") {
            let name = item.string?.lowercased() ?? ""
            let full = aliases[name] ?? name
            guard offered.contains(full) else {
                let names = offered.joined(separator: ", ")
                throw reader.refusal(
                    "metrics", "has \"\(name)\"; for \(kind.rawValue) there are \(names)")
            }
            if !chosen.contains(full) { chosen.append(full) }
        }
        // FATE draws precision and recall as one curve, so one asks for both.
        if chosen.contains("precision") != chosen.contains("recall") {
            chosen.append(chosen.contains("precision") ? "recall" : "precision")
        }
        return chosen.isEmpty ? offered : chosen
    }

    private static func offered(_ kind: Kind) -> [String] {
        switch kind {
        case .binary:
            [
                "auc", "ks", "lift", "gain", "accuracy", "precision", "recall", "roc",
                "confusion_mat", "f1_score", "quantile_pr",
            ]
        case .regression:
            [
                "explained_variance", "mean_absolute_error", "mean_squared_error",
                "median_absolute_error", "r2_score", "root_mean_squared_error",
            ]
        case .multi: ["accuracy", "precision", "recall"]
        }
    }

    private static let aliases = [
        "l1": "mean_absolute_error", "mae": "mean_absolute_error",
        "regression_l1": "mean_absolute_error", "l2": "mean_squared_error",
        "mse": "mean_squared_error", "regression_l2": "mean_squared_error",
        "regression": "mean_squared_error", "l2_root": "root_mean_squared_error",
        "rmse": "root_mean_squared_error", "r2": "r2_score", "acc": "accuracy",
    ]
}
