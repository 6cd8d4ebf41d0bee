import Domain
import Scheduler
import TestKit

@testable import API

/// The life of one worker process: it works, reports in its own way, and ends.
struct Worker: Sendable {
    let order: WorkerOrder
    let name: String
    let machine: Machine

    /// How often a worker calls a server that is away before it gives up, and for how long it
    /// waits between.
    private static let patience = (tries: 20, milliseconds: Int64(1_000))

    func live() async {
        let (world, fates) = (machine.world, machine.world.plan.workers)
        await pause(upTo: 200)
        if machine.roll(fates.dying) {
            return machine.end(name, machine.roll(50) ? .killed(signal: 9) : .exited(code: 3))
        }
        if machine.roll(70) {
            await tell { try await $0.running(order.task, order.party) }
        }
        if machine.roll(fates.hanging) { return await hang() }
        await world.clock.wait(milliseconds: machine.milliseconds(upTo: fates.workMillisecondsMax))
        await report(machine.roll(fates.failing) ? failure : success)
        machine.end(name, machine.roll(fates.dying) ? .killed(signal: 9) : .exited(code: 0))
        await sayMore()
    }

    private var success: WorkerResult {
        let outputs = order.plan.dataOutputs.compactMap { name in
            TableName(
                namespace: "output_data_\(order.task)", name: "\(order.party.role)_\(name)"
            ).map { TaskOutput(name: name, table: $0, content: Samples.content) }
        }
        return WorkerResult(status: machine.roll(5) ? .pass : .success, tables: outputs)
    }

    private var failure: WorkerResult {
        WorkerResult(status: .failed, reason: "column x3 has text in row 7")
    }

    /// By a file, by a call, or both, and the call perhaps twice.
    private func report(_ result: WorkerResult) async {
        let (byFile, byCall) = (machine.roll(60), machine.roll(60))
        if byFile || !byCall { machine.leave(WorkerEnding(result), by: name) }
        guard byCall else { return }
        for _ in 0..<(machine.roll(30) ? 2 : 1) { await end(result) }
    }

    private func end(_ result: WorkerResult) async {
        await tell { try await $0.end(WorkerEnding(result), of: order.task, order.party) }
    }

    /// Reports that come when the process is long gone.
    private func sayMore() async {
        guard machine.roll(20) else { return }
        await pause(upTo: 30_000)
        if machine.roll(50) {
            await tell { try await $0.running(order.task, order.party) }
        } else {
            await end(machine.roll(50) ? success : failure)
        }
    }

    private func hang() async {
        while machine.isAlive(name), !Task.isCancelled { await pause(upTo: 60_000) }
    }

    private func pause(upTo most: Int64) async {
        await machine.world.clock.wait(milliseconds: 1 + machine.milliseconds(upTo: most))
    }

    /// Calls the site's server, with the token, as over HTTP.
    private func tell(_ call: @escaping @Sendable (WorkerService) async throws -> Void) async {
        let order = order
        for _ in 0..<Self.patience.tries where !Task.isCancelled {
            if let server = machine.station?.server {
                let answer = server.call { site in
                    try await site.workers.authorize(order.task, order.party, token: order.token)
                    try await call(site.workers)
                }
                do {
                    return try await answer.value()
                } catch is ConnectionLost {
                } catch {
                    return
                }
            }
            await machine.world.clock.wait(milliseconds: Self.patience.milliseconds)
        }
    }
}
