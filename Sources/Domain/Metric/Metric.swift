/// A group of points of one metric, as a component reports them.
///
/// Addressed by (namespace, name) inside a task; FATE keeps `key` and `value` of each point
/// (FATE-Flow `operation/job_tracker.py`).
public struct MetricPoints: Hashable, Sendable {
    /// One point: an iteration, a cut or a metric's name, and what was measured there.
    public struct Point: Hashable, Sendable {
        /// A number or a text.
        public let key: JSONValue
        /// A number, a text or a list.
        public let value: JSONValue

        /// Makes a point.
        public init(key: JSONValue, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// `train`, `validate`, `predict` or a name of the component's own.
    public let namespace: String
    /// The metric's name in the namespace.
    public let name: String
    /// The points, in the order reported; a key reported again replaces its value.
    public let points: [Point]

    /// Makes a group of points.
    public init(namespace: String, name: String, points: [Point]) {
        self.namespace = namespace
        self.name = name
        self.points = points
    }
}

/// What a metric is: its type and what a drawing of it needs.
public struct MetricMeta: Hashable, Sendable {
    /// The namespace, as in `MetricPoints`.
    public let namespace: String
    /// The name, as in `MetricPoints`.
    public let name: String
    /// FATE's `metric_type`, such as `LOSS` or `ROC_EVALUATION`.
    public let type: String
    /// The other members, such as `thresholds` and `curve_name`.
    public let attributes: JSONObject

    /// Makes a description of a metric.
    public init(namespace: String, name: String, type: String, attributes: JSONObject = [:]) {
        self.namespace = namespace
        self.name = name
        self.type = type
        self.attributes = attributes
    }
}
