import Domain
import Glibc
import Scheduler
import Storage
import Wire

/// From an order to a process that works in its folder.
extension LocalWorkerLauncher {
    /// How often a process is started whose lock another one holds that cannot be found.
    private static let startCountMax = 5

    /// Finds the worker of an order or starts it.
    func start(_ order: WorkerOrder) async throws -> WorkerIdentity {
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
            "another process holds \(paths.processID) and does not say which; end it and try again")
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

    /// Starts a process and returns once it has said who works in the folder, or has ended.
    private func spawn(_ order: WorkerOrder, _ paths: WorkerPaths) async throws -> WorkerIdentity {
        let (identity, line) = try await handOver(paths) ?? startProcess(order, paths)
        listen(to: identity, on: line)
        _ = await line.hears(.settled)
        standBySoon()
        return identity
    }

    private func startProcess(
        _ order: WorkerOrder, _ paths: WorkerPaths
    ) throws(LaunchFailure) -> (WorkerIdentity, WorkerLine) {
        guard let pair = SocketPair() else { throw LaunchFailure("no file descriptor is left") }
        let start = ProcessStart(
            executable: executable,
            arguments: [
                "--config", paths.config, "--line-fd", "\(ProcessStart.handedDescriptor)",
            ],
            environment: Self.environment + ["FATE_JOB_ID=\(order.task.job)"],
            directory: paths.folder, output: paths.standardOutput(of: order.worker))
        let identity = try watchChild(try start.run(handingOn: pair.other))
        return (identity, WorkerLine(pair.own))
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
