import Domain
import Journal

/// Workers that live and do not work.
extension EffectRunner {
    /// Waits for the end of a worker's process. A worker that has begun to say that it is at work and
    /// says so no longer is stopped: its session has expired.
    func exit(
        of worker: String, _ identity: WorkerIdentity, _ task: TaskID, _ party: Party
    ) async throws -> WorkerExit {
        try await withThrowingTaskGroup(of: WorkerExit?.self) { group in
            group.addTask { try await launcher.exit(of: worker, identity) }
            group.addTask {
                try await expire(worker, identity, task, party)
                return nil
            }
            defer { group.cancelAll() }
            for try await exit in group {
                if let exit { return exit }
            }
            throw CancellationError()
        }
    }

    /// Returns when the worker was told to stop because it is not heard any longer.
    private func expire(
        _ worker: String, _ identity: WorkerIdentity, _ task: TaskID, _ party: Party
    ) async throws {
        for await _ in await sessions.untilFirstBeat(of: worker) {}
        while !Task.isCancelled, let beat = await sessions.lastBeat(of: worker) {
            let begin = clock.now()
            let left = limits.sessionMilliseconds - begin.milliseconds(since: beat)
            guard left > 0 else {
                return try await stopSilent(worker, identity, task, party)
            }
            await clock.wait(milliseconds: left)
            // Whoever slept much longer than it wanted to has not listened either.
            let late = clock.now().milliseconds(since: begin) - left
            if late > limits.sessionMilliseconds / 2 {
                await sessions.beat(worker, at: clock.now())
            }
        }
    }

    private func stopSilent(
        _ worker: String, _ identity: WorkerIdentity, _ task: TaskID, _ party: Party
    ) async throws {
        let seconds = limits.sessionMilliseconds / 1_000
        let reason =
            "worker \(worker) (pid \(identity.processID)) of \(party) has not said for \(seconds) s "
            + "that it is at work: its session has expired"
        try await journal.execute(
            .stopTask(task.component, version: task.version, .failed, reason: reason),
            by: PartyDecider.self, on: .party(task.job, party), context(task.job))
    }
}
