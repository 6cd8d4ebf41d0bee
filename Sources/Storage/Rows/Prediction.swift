/// One row of a table of kind `predictions` (FATE's `predict_result` columns).
public struct Prediction: Sendable, Equatable {
    /// The probability that a model gives one label.
    public struct Detail: Sendable, Equatable {
        /// The label as FATE writes it, such as `0` or `1`.
        public var label: String
        /// From 0 to 1.
        public var probability: Double

        /// Makes one entry of a detail.
        public init(label: String, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    /// The columns of a table of predictions after the id, as FATE names them.
    public static let header = [
        "label", "predict_result", "predict_score", "predict_detail", "type",
    ]

    /// The id of the row.
    public var id: String
    /// The true label.
    public var label: Double
    /// The label that the model chose (`predict_result`).
    public var predictedLabel: Double
    /// The model's score (`predict_score`).
    public var score: Double
    /// The probability of each label (`predict_detail`), in the order of the labels.
    public var detail: [Detail]
    /// Which rows were predicted: `train`, `validate` or `predict`.
    public var type: String

    /// Makes a prediction.
    public init(
        id: String, label: Double, predictedLabel: Double, score: Double, detail: [Detail],
        type: String
    ) {
        self.id = id
        self.label = label
        self.predictedLabel = predictedLabel
        self.score = score
        self.detail = detail
        self.type = type
    }
}
