import Domain

/// The metrics of one prediction and one type of rows, in the shape that FATE-Board draws.
///
/// `D` is the data name (the component that predicted), the namespace is the rows' type.
struct MetricReport: Sendable {
    let namespace: String
    let dataName: String
    /// The single numbers, in the order found.
    private(set) var summary = JSONObject()
    /// Curves with their points.
    private(set) var points: [MetricPoints] = []
    /// What each metric is.
    private(set) var metas: [MetricMeta] = []

    init(namespace: String, dataName: String) {
        self.namespace = namespace
        self.dataName = dataName
    }

    /// Adds a number to the summary.
    mutating func add(_ metric: String, _ value: Double) {
        summary[metric] = Self.rounded(value)
    }

    /// Adds a curve named `D_suffix`; its points are sorted by `x`.
    mutating func add(
        _ suffix: String, type: String, _ curve: MetricCurve, attributes: JSONObject
    ) {
        let name = "\(dataName)_\(suffix)"
        let sorted = curve.points.sorted { $0.x < $1.x }
        points.append(
            MetricPoints(
                namespace: namespace, name: name,
                points: sorted.map { .init(key: Self.rounded($0.x), value: Self.rounded($0.y)) }))
        var attributes = attributes
        attributes["thresholds"] = Self.rounded(curve.points.map(\.threshold))
        metas.append(
            MetricMeta(namespace: namespace, name: name, type: type, attributes: attributes))
    }

    /// Adds a table named `D_suffix` whose columns are lists in the description.
    mutating func add(_ suffix: String, type: String, table: JSONObject) {
        metas.append(
            MetricMeta(
                namespace: namespace, name: "\(dataName)_\(suffix)", type: type, attributes: table))
    }

    /// Reports everything to the site.
    func send(to tracker: any TaskTracker) async throws {
        if !summary.isEmpty {
            try await tracker.log(
                MetricPoints(
                    namespace: namespace, name: dataName,
                    points: summary.map { .init(key: .string($0.key), value: $0.value) }))
            try await tracker.describe(
                MetricMeta(namespace: namespace, name: dataName, type: "EVALUATION_SUMMARY"))
        }
        for group in points { try await tracker.log(group) }
        for meta in metas { try await tracker.describe(meta) }
    }

    /// Six digits after the point; infinity and what is no number are stored as -9999999.
    static func rounded(_ value: Double) -> JSONValue {
        guard value.isFinite else { return -9_999_999 }
        return .number((value * 1e6).rounded() / 1e6)
    }

    static func rounded(_ values: [Double]) -> JSONValue { .array(values.map(rounded)) }
}
