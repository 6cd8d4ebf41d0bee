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
///   that is settled (the worker closes its line) and answers with the process that holds the lock.
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

    /// How often a process is started whose lock another one holds that cannot be found.
    private static let startCountMax = 5

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
        await withTaskGroup { group in
            group.addTask { await process.untilEnded() }
            group.addTask { [options] in
                try? await Task.sleep(for: .milliseconds(options.graceMilliseconds))
            }
            await group.next()
            group.cancelAll()
        }
        // The server ends: the next one asks the worker again, and gives it its time.
        if Task.isCancelled { return }
        // Also when the worker has ended: what it started may not have.
        process.signalGroup(SIGKILL)
        await process.untilEnded()
    }

    private func start(_ order: WorkerOrder) async throws -> WorkerIdentity {
        let paths = folders.paths(of: order)
        if let known = try recorded(paths), try isDone(paths) || isAlive(known) { return known }
        try await prepare(order, paths)
        for _ in 0..<Self.startCountMax {
            if let known = try recorded(paths), try isDone(paths) { return known }
            let own = try await spawn(order, paths)
            if let holder = try recorded(paths) {
                if holder.names(own) { return own }
                if isAlive(holder) { return holder }
            }
            // It ended before it wrote who it is: how it ended says why. Unless it found the lock
            // held, by one that has not written yet or is just ending.
            guard try await exit(of: order.worker, own) == .exited(code: WorkerExitCode.lockIsHeld)
            else { return own }
        }
        throw LaunchFailure(
            "another process holds \(paths.lock) and does not say which; end it and try again")
    }

    /// Not on the launcher's own turn: folders of many tasks are made at once.
    private nonisolated func prepare(_ order: WorkerOrder, _ paths: WorkerPaths) async throws {
        do {
            try SmallFile.makeDirectories(paths.folder)
            try SmallFile.makeDirectories(paths.logs)
            let config = try order.config(paths, options)
            // Holds the token: for the site's user alone.
            try SmallFile.replace(
                paths.config, with: config.json.utf8(indent: 4), isDurable: false, mode: 0o600)
        } catch let error as StorageError {
            throw LaunchFailure(error.message)
        }
    }

    /// Starts a process and returns once it has said who works in the folder, or has ended: in
    /// both cases its end of the line is closed.
    private func spawn(_ order: WorkerOrder, _ paths: WorkerPaths) async throws -> WorkerIdentity {
        let (identity, settled) = try await handOver(paths) ?? startProcess(order, paths)
        await settled.untilReadable()
        standBySoon()
        return identity
    }

    private func startProcess(
        _ order: WorkerOrder, _ paths: WorkerPaths
    ) throws(LaunchFailure) -> (WorkerIdentity, settled: Descriptor) {
        guard let pipe = Pipe() else { throw LaunchFailure("no file descriptor is left") }
        let start = ProcessStart(
            executable: executable,
            arguments: [
                "--config", paths.config, "--ready-fd", "\(ProcessStart.handedDescriptor)",
            ],
            environment: Self.environment + ["FATE_JOB_ID=\(order.task.job)"],
            directory: paths.folder, output: paths.standardOutput(of: order.worker))
        return (try begin(start, handingOn: pipe.writing), pipe.reading)
    }

    /// Starts a process and watches it to its end.
    func begin(
        _ start: ProcessStart, handingOn descriptor: Descriptor
    ) throws(LaunchFailure) -> WorkerIdentity {
        try watchChild(try start.run(handingOn: descriptor))
    }

    /// Watches a child of this process to its end.
    /// - Throws: `LaunchFailure` when there is no descriptor to watch it by; it is ended then.
    func watchChild(_ processID: Int32) throws(LaunchFailure) -> WorkerIdentity {
        guard let status = RunningProcess.status(of: processID),
            let process = RunningProcess(status.identity)
        else {
            // A child stays until it is waited for, so this is it.
            kill(processID, SIGKILL)
            waitpid(processID, nil, 0)
            throw LaunchFailure("no file descriptor is left to watch a worker by")
        }
        watch(process)
        return process.identity
    }

    private static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// What every worker's environment holds.
    static var environment: [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        return variables + ["PROCESS_ROLE=worker"]
    }

    /// Which process last took the folder's lock, by its own word.
    private func recorded(_ paths: WorkerPaths) throws -> WorkerIdentity? {
        try SmallFile.read(paths.processID)
            .flatMap { WorkerIdentity(line: String(decoding: $0, as: UTF8.self)) }
    }

    private func isDone(_ paths: WorkerPaths) throws -> Bool {
        try SmallFile.read(paths.result) != nil
    }

    private func isAlive(_ identity: WorkerIdentity) -> Bool {
        RunningProcess(identity)?.isAlive ?? false
    }
}
