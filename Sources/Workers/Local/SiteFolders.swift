import Domain
import Scheduler
import Wire

/// Where a site keeps what it shares with its workers, below its data directory.
struct SiteFolders: Hashable, Sendable {
    let data: String

    /// FATE-Flow's layout: `jobs/…/task_executor/<worker>` and `logs/<job>/<role>/<party>`.
    func paths(of order: WorkerOrder) -> WorkerPaths {
        paths(of: order.worker, order.task, order.party)
    }

    /// The same, for a worker that was started before.
    func paths(of worker: String, _ task: TaskID, _ party: Party) -> WorkerPaths {
        WorkerPaths(
            folder: "\(workers(of: task, party))/\(worker)",
            tables: "\(data)/tables", blobs: "\(data)/blobs", address: "\(data)/address",
            logs: logs(of: task, party), partyLogs: logs(of: task.job, party))
    }

    /// The folder of all workers of a task.
    func workers(of task: TaskID, _ party: Party) -> String {
        "\(data)/jobs/\(task.job)/\(party.role.rawValue)/\(party.id)/\(task.component)"
            + "/\(task.fateID)/\(task.version)/task_executor"
    }

    /// The folder of the component's logs.
    func logs(of task: TaskID, _ party: Party) -> String {
        "\(logs(of: task.job, party))/\(task.component)"
    }

    private func logs(of job: JobID, _ party: Party) -> String {
        "\(data)/logs/\(job)/\(party.role.rawValue)/\(party.id)"
    }
}

extension WorkerOrder {
    /// The document that the worker is started with.
    func config(
        _ paths: WorkerPaths, _ options: LocalWorkerOptions
    ) throws(LaunchFailure) -> WorkerConfig {
        guard let parameters = (try? JSONValue(parsing: plan.parameters))?.object else {
            throw LaunchFailure("the parameters of \(task.component) are no JSON object")
        }
        return WorkerConfig(
            task: task, module: plan.module, provider: plan.provider, party: party,
            parties: plan.parties, parameters: parameters, needRun: plan.needRun,
            tables: tables.map {
                .init(key: $0.key, source: $0.source, name: $0.name, content: $0.content)
            },
            models: models.map { .init(key: $0.key, model: $0.model) },
            dataOutputs: plan.dataOutputs, modelOutput: plan.modelOutput, worker: worker,
            token: token, paths: paths, retrySeconds: options.retrySeconds,
            beatMilliseconds: options.beatMilliseconds)
    }
}
