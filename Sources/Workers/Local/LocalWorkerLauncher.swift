public import Domain
import Glibc
public import Scheduler
import Storage
import Wire

/// Runs workers as processes of the site's own machine, copies of a fork server where there is one.
///
/// A worker outlives the server: it has its own session, and the next server finds it again. What
/// makes `launch` harmless to repeat, also when the server died between starting a process and
/// recording it:
///
/// - A worker takes the lock of its working folder before anything else, and the kernel lets go of
///   it only when the process is over. So of several processes for one worker, one works; the
///   others leave with code 75 and have done nothing.
/// - The holder writes process id, start ticks and the boot id into `task_executor_pid`. `launch` looks there
///   first and takes up a process that lives.
/// - Between the start of a process and that file lie milliseconds in which a second launch sees
///   nothing. It starts a second process, which finds the lock or takes it; `launch` waits until
///   that is settled (``WorkerWord/settled``) and answers with the process that holds the lock.
/// - A worker that has left its `result.json` is not started again.
public actor LocalWorkerLauncher: WorkerLauncher {
    let executable: String
    let folders: SiteFolders
    let options: LocalWorkerOptions
    private var launching: [String: Task<WorkerIdentity, any Error>] = [:]
    var exits: ExitMemory
    /// What workers are copied from; started with the first of them.
    var forkServer: ForkServer?
    /// Until when no other one is started, after one that made no worker.
    var forkServerPauseEnd: ContinuousClock.Instant?
    /// Workers that were started ahead and wait for their config.
    var standbys: [StandbyWorker] = []
    /// Starts those that are missing.
    var refill: Task<Void, Never>?

    /// Makes a launcher over a site's data directory.
    /// - Parameter executable: the path of `clotho-worker`.
    /// - Throws: `StorageError` when the site's folders cannot be made.
    public init(
        data: String, executable: String, options: LocalWorkerOptions = LocalWorkerOptions()
    ) throws {
        // A worker is started in its own folder, where a relative path would mean another file.
        self.executable = Self.absolute(executable)
        self.options = options
        folders = SiteFolders(data: data)
        exits = ExitMemory(countMax: options.exitCountMax)
        for name in ["jobs", "logs", "blobs"] {
            try SmallFile.makeDirectories("\(data)/\(name)")
        }
    }

    /// Makes the folders above those of the workers. What fails here fails at the start again, where it
    /// is said.
    public nonisolated func expect(_ tasks: [TaskID], at party: Party) {
        for task in tasks {
            try? SmallFile.makeDirectories(folders.workers(of: task, party))
            try? SmallFile.makeDirectories(folders.logs(of: task, party))
        }
    }

    public func launch(_ order: WorkerOrder) async throws -> WorkerIdentity {
        if let launching = launching[order.worker] { return try await launching.value }
        let start = Task { try await self.start(order) }
        launching[order.worker] = start
        defer { launching[order.worker] = nil }
        return try await start.value
    }

    public nonisolated func ending(of worker: String, _ task: TaskID, _ party: Party)
        -> WorkerEnding?
    {
        let paths = folders.paths(of: worker, task, party)
        guard let bytes = try? SmallFile.read(paths.result),
            let end = try? WorkerEnd(JSONValue(parsing: bytes))
        else { return nil }
        return WorkerEnding(
            end.result, namedTable: end.namedTable.map { ($0.name, $0.content) })
    }

    public func stop(_ identity: WorkerIdentity) async {
        guard let process = RunningProcess(identity) else { return }
        process.signalGroup(SIGTERM)
        await process.untilEnded(atMost: options.graceMilliseconds)
        // The server ends: the next one asks the worker again, and gives it its time.
        if Task.isCancelled { return }
        // Also when the worker has ended: what it started may not have.
        process.signalGroup(SIGKILL)
        await process.untilEnded()
    }

    private static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
