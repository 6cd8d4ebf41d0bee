import Components
import Domain
import Wire

/// Reports of the component, on their way to the site.
struct SiteTracker: TaskTracker {
    let outbox: Outbox
    let log: WorkerLog

    func log(_ points: MetricPoints) async throws {
        await outbox.post(WorkerCalls.metrics, points.json)
    }

    func describe(_ meta: MetricMeta) async throws {
        await outbox.post(WorkerCalls.metricMeta, meta.json)
    }

    func progress(_ percent: Int) async throws {
        await outbox.post(WorkerCalls.progress, WorkerProgress(percent: percent).json)
    }

    func note(_ line: String) { log.info(line) }
}
