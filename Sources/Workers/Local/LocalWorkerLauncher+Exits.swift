public import Domain

/// The watches of the workers that this server started, and how the last few ended.
struct ExitMemory {
    let countMax: Int
    private var watches: [WorkerIdentity: Task<WorkerExit, Never>] = [:]
    private var ended: [WorkerIdentity] = []

    init(countMax: Int) { self.countMax = countMax }

    func watch(of identity: WorkerIdentity) -> Task<WorkerExit, Never>? { watches[identity] }

    mutating func add(_ watch: Task<WorkerExit, Never>, of identity: WorkerIdentity) {
        watches[identity] = watch
    }

    /// Notes an end; forgets the oldest when there are too many.
    mutating func end(_ identity: WorkerIdentity) {
        ended.append(identity)
        if ended.count > countMax { watches[ended.removeFirst()] = nil }
    }
}

extension LocalWorkerLauncher {
    /// - Throws: `CancellationError`.
    public func exit(of worker: String, _ identity: WorkerIdentity) async throws -> WorkerExit {
        guard let process = RunningProcess(identity) else {
            return await exits.watch(of: identity)?.value ?? .gone
        }
        await process.untilEnded()
        try Task.checkCancellation()
        return await exits.watch(of: identity)?.value ?? .gone
    }

    /// Waits for a child from its start on, so that it leaves no zombie and its code is known.
    func watch(_ process: RunningProcess) {
        let watch = Task { [weak self] in
            await process.untilEnded()
            let exit = process.reap()
            await self?.note(process.identity)
            return exit
        }
        exits.add(watch, of: process.identity)
    }

    private func note(_ ended: WorkerIdentity) { exits.end(ended) }
}
