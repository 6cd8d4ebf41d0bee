public import Domain

/// A metric of one task: its points and what they mean.
public struct TrackedMetric: Hashable, Sendable {
    /// `train`, `validate`, `predict` or a name of the component's own.
    public let namespace: String
    /// The name in the namespace.
    public let name: String
    /// FATE's flat map with `name` and `metric_type`; `nil` when the worker never described it.
    public internal(set) var meta: JSONObject?
    var points: [MetricPoints.Point] = []

    init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// `[[key, value], …]` by key: numbers first, then texts.
    public var data: JSONValue {
        let sorted = points.sorted { JSONKeyOrder.precedes($0.key, $1.key) }
        return .array(sorted.map { .array([$0.key, $0.value]) })
    }
}

/// The order of metric keys. FATE fails on keys of mixed types; here numbers come before texts.
enum JSONKeyOrder {
    static func precedes(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left.double, right.double) {
        case (let left?, let right?): left < right
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): (left.string ?? left.text()) < (right.string ?? right.text())
        }
    }
}
