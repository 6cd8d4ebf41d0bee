public import Domain
import Wire

extension LocalWorkerLauncher {
    /// A worker whose result is in its place has ended: what is left is the kernel's.
    ///
    /// - Throws: `CancellationError`.
    public func exit(of worker: String, _ identity: WorkerIdentity) async throws -> WorkerExit {
        if let line = exits.line(to: identity), await line.hears(.done) {
            return .exited(code: WorkerExitCode.finished)
        }
        guard let process = RunningProcess(identity) else {
            return await exits.watch(of: identity)?.value ?? .gone
        }
        await process.untilEnded()
        try Task.checkCancellation()
        return await exits.watch(of: identity)?.value ?? .gone
    }

    /// Waits for a child from its start on, so that it leaves no zombie and its code is known.
    func watch(_ process: RunningProcess, _ line: WorkerLine?) {
        let watch = Task { [weak self] in
            await process.untilEnded()
            let exit = process.reap()
            await self?.note(process.identity)
            return exit
        }
        exits.add(watch, line, of: process.identity)
    }

    private func note(_ ended: WorkerIdentity) { exits.end(ended) }
}
