public import Domain
import Glibc
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
    func watch(_ process: RunningProcess) {
        let watch = Task { [weak self] in
            await process.untilEnded()
            let exit = process.reap()
            await self?.note(process.identity)
            return exit
        }
        exits.add(watch, of: process.identity)
    }

    /// Listens to a worker that has its work. One that says that it is done is expected to end.
    func listen(to identity: WorkerIdentity, on line: WorkerLine) {
        let process = RunningProcess(identity)
        // One that has ended already was seen to, but for its line.
        if process == nil { line.hangUp() } else { exits.add(line, to: identity) }
        Task { [options] in
            await line.listen()
            guard let process, await line.hears(.done) else { return }
            await process.untilEnded(atMost: options.graceMilliseconds)
            if process.isAlive { process.signalGroup(SIGKILL) }
        }
    }

    private func note(_ ended: WorkerIdentity) {
        exits.line(to: ended)?.hangUp()
        exits.end(ended)
    }
}
