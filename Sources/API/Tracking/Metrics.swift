import Domain
import Projections
import Wire

/// The metrics of a task.
enum Metrics {
    static func names(_ call: Call) async throws -> Reply {
        let metrics = try await metrics(call)
        return grouped(metrics, into: JSONValue.array([])) { names, metric in
            names = .array((names.array ?? []) + [.string(metric.name)])
        }
    }

    static func all(_ call: Call) async throws -> Reply {
        let metrics = try await metrics(call)
        return grouped(metrics, into: JSONValue.object([:])) { group, metric in
            var members = group.object ?? [:]
            members[metric.name] = ["data": metric.data, "meta": .object(metric.meta ?? [:])]
            group = .object(members)
        }
    }

    static func one(_ call: Call) async throws -> Reply {
        try call.arguments.require("metric_namespace", "metric_name")
        let name = (
            try call.arguments.requiredText("metric_namespace"),
            try call.arguments.requiredText("metric_name")
        )
        let metric = try await metrics(call, only: name).first
        let meta = metric?.meta ?? ["metric_type": nil, "name": nil]
        return .envelope(.init(data: metric?.data ?? [], meta: .object(meta)))
    }

    private static func metrics(
        _ call: Call, only: (namespace: String, name: String)? = nil
    ) async throws -> [TrackedMetric] {
        guard let task = try await call.shownTask() else { return [] }
        return try await call.site.views.metrics(of: task, only: only)
    }

    /// An object of the namespaces in the order of the metrics.
    private static func grouped(
        _ metrics: [TrackedMetric], into empty: JSONValue,
        _ add: (inout JSONValue, TrackedMetric) -> Void
    ) -> Reply {
        var namespaces = JSONObject()
        for metric in metrics {
            var group = namespaces[metric.namespace] ?? empty
            add(&group, metric)
            namespaces[metric.namespace] = group
        }
        return .success(.object(namespaces), metrics.isEmpty ? "no data" : "success")
    }
}
