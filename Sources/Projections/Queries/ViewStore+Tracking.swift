public import Domain
import GRDB

extension ViewStore {
    /// The metrics of a task's newest run, or of the version named, in the order first reported.
    ///
    /// - Parameter only: one metric; `nil` for all.
    public func metrics(
        of address: TaskAddress, only: (namespace: String, name: String)? = nil
    ) async throws -> [TrackedMetric] {
        var filter = RowFilter.run(address, in: ViewTables.metric)
        if let only {
            filter = filter.and(
                SQLCondition(
                    "f_metric_namespace = ? AND f_metric_name = ?", text: only.namespace, only.name)
            )
        }
        return Self.metrics(of: try await rows(filter, RowOrder(["f_order"])))
    }

    /// The tables that a task's newest run made, in the order of the DSL.
    public func outputTables(of address: TaskAddress) async throws -> [JSONObject] {
        let filter = RowFilter.run(address, in: ViewTables.outputData)
        return try await rows(filter, RowOrder(["f_order"]))
    }

    /// What the worker of a task's newest run wants a person to know.
    public func summary(of address: TaskAddress) async throws -> JSONValue? {
        let filter = RowFilter.run(address, in: ViewTables.summary)
        return try await rows(filter, .oldestFirst).first?["f_summary"]
    }

    /// The row of the model that a run of a component made; `nil` when there is none.
    public func outputModel(of address: TaskAddress) async throws -> JSONObject? {
        try await rows(.run(address, in: ViewTables.outputModel), .oldestFirst).first
    }

    private static func metrics(of rows: [JSONObject]) -> [TrackedMetric] {
        var metrics: [TrackedMetric] = []
        var places: [[String]: Int] = [:]
        for row in rows {
            let address = [
                row["f_metric_namespace"]?.string ?? "", row["f_metric_name"]?.string ?? "",
            ]
            let place = places[address] ?? metrics.count
            if place == metrics.count {
                places[address] = place
                metrics.append(TrackedMetric(namespace: address[0], name: address[1]))
            }
            let (key, value) = (row["f_key"] ?? .null, row["f_value"] ?? .null)
            if row["f_type"] == 0 {
                metrics[place].meta = value.object
            } else {
                metrics[place].points.append(MetricPoints.Point(key: key, value: value))
            }
        }
        return metrics
    }
}
