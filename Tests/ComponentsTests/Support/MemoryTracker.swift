import Components
import Domain
import Synchronization

/// Keeps what a component reports.
final class MemoryTracker: TaskTracker {
    struct Report: Sendable {
        var points: [MetricPoints] = []
        var metas: [MetricMeta] = []
        var percents: [Int] = []
        var lines: [String] = []
    }

    private let kept = Mutex(Report())

    var report: Report { kept.withLock { $0 } }

    /// The value of a point; `nil` when it was not reported.
    func value(_ namespace: String, _ name: String, _ key: JSONValue) -> JSONValue? {
        report.points.last { $0.namespace == namespace && $0.name == name }?
            .points.last { $0.key == key }?.value
    }

    func log(_ points: MetricPoints) async throws { kept.withLock { $0.points.append(points) } }
    func describe(_ meta: MetricMeta) async throws { kept.withLock { $0.metas.append(meta) } }
    func progress(_ percent: Int) async throws { kept.withLock { $0.percents.append(percent) } }
    func note(_ line: String) { kept.withLock { $0.lines.append(line) } }
}
