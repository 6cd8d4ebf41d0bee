import Domain
import EventStore
import Journal
import TestKit
import Testing

@testable import Scheduler

/// Workers that say that they are at work, and then say so no longer.
@Suite struct WorkerSessionTests {
    private let dsl = JobDocuments.dsl(["a": []])

    /// The order of the guest's worker, once it was started.
    private func order(at site: SimulatedSite) async throws -> WorkerOrder {
        for try await _ in site.log.subscribe(after: .origin) {
            let orders = await site.launcher.orders
            if let order = orders.first(where: { $0.party == Samples.guest }) { return order }
        }
        throw CancellationError()
    }

    private func run(_ order: WorkerOrder, at site: SimulatedSite) async throws
        -> PartyState.TaskRun
    {
        let state = try await site.journal.state(
            of: PartyDecider.self, .party(order.task.job, order.party))
        return try #require(state.runs[order.task.component])
    }

    /// Nobody would ever forget it.
    @Test func aBeatBehindTheEndIsNotRemembered() async throws {
        let site = try await SimulatedSite()
        let sessions = WorkerSessions()
        let workers = WorkerService(parties: site.parties, sessions: sessions)
        try await site.running { [self] in
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            let order = try await order(at: site)
            _ = try await site.end(of: job)
            try await workers.beat(order.task, order.party)
            #expect(await sessions.lastBeat(of: order.worker) == nil)
        }
    }

    @Test func aWorkerThatFallsSilentIsStoppedAndItsTaskFails() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running { [self] in
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            let order = try await order(at: site)
            // As long as it beats it goes on, for many times the limit.
            for _ in 0..<10 {
                try await site.workers.beat(order.task, order.party)
                site.clock.advance(byMilliseconds: 25_000)
                for _ in 0..<50 { await Task.yield() }
            }
            try await site.workers.beat(order.task, order.party)
            #expect(try await run(order, at: site).stopStatus == nil)
            let mover = Task {
                while !Task.isCancelled {
                    site.clock.advanceToNextWait(within: 3_600_000)
                    await Task.yield()
                }
            }
            let end = try await site.end(of: job)
            mover.cancel()
            #expect(end.status == .failed)
            #expect(end.reason.contains("its session has expired"), "\(end.reason)")
            let silent = try await run(order, at: site)
            #expect(silent.status == .failed)
            #expect(silent.reason.contains("worker \(order.worker) (pid "))
            #expect(silent.reason.contains("has not said for 60 s that it is at work"))
            #expect(await site.launcher.alive.isEmpty)
            #expect(try await site.liveRows() == site.rebuiltRows())
        }
    }

    /// A worker that never began to say so is left to the time-out of its job.
    @Test func whoNeverSpokeIsNotExpected() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running { [self] in
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            let order = try await order(at: site)
            for _ in 0..<100 {
                site.clock.advance(byMilliseconds: 10_000)
                await Task.yield()
            }
            #expect(try await run(order, at: site).stopStatus == nil)
            try await site.jobs.stop(job, as: .canceled, reason: "", site.context)
        }
    }
}
