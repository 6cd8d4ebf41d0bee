import Domain
import Federation
import Journal
import Scheduler
import TestKit

@testable import API

/// People who submit jobs at random moments, stop some of them, run them again, make notes, throw away
/// what they have left, and take it over into others.
final class Users: @unchecked Sendable {
    // Only the world's thread touches it.
    unowned let world: World
    private let processor: Processor
    var random: SeededGenerator
    private var tasks: [Task<Void, Never>] = []
    private var atWork = 0
    /// The jobs that were accepted, and where.
    private(set) var acknowledged: [(job: JobID, station: Station)] = []
    /// Why submissions were refused, or that no answer came.
    private(set) var refusals: [String] = []
    /// The notes that the parties' sites have acknowledged, or may have kept.
    var notes: [ResourceHolder: NotesKept] = [:]

    init(_ world: World) {
        self.world = world
        processor = Processor(world.scheduler)
        random = SeededGenerator(seed: world.plan.seed ^ 0x05E2)
    }

    var isOver: Bool { atWork == 0 }

    func start() {
        for _ in 0..<world.plan.jobCount {
            let job = RandomJob(in: world, using: &random)
            let moment = Int64.random(in: 1...world.plan.troubleMilliseconds, using: &random)
            let patience = Int64.random(in: 1...90_000, using: &random)
            let stops = Int.random(in: 0..<4, using: &random) == 0
            let reruns = Int.random(in: 0..<3, using: &random) == 0
            let later = Afterthought.some(using: &random)
            run {
                await self.world.clock.wait(milliseconds: moment)
                guard let id = await self.submit(job, job.conf) else { return }
                await self.world.clock.wait(milliseconds: patience)
                if stops { await self.stop(id, job) }
                for thought in later {
                    await self.follow(thought, id, job)
                    await self.world.clock.wait(milliseconds: patience)
                }
                guard reruns else { return }
                await self.rerun(id, job)
            }
        }
    }

    func submit(_ job: RandomJob, _ conf: JSONValue) async -> JobID? {
        let station = world.stations[job.initiator]
        guard let server = station.server else { return nil }
        do {
            let answer = server.call { site in
                try await site.jobs.submit(
                    dsl: job.dsl, conf: conf,
                    CommandContext(
                        actor: "user", correlationID: "request", now: site.clock.now()))
            }
            let id = try await answer.value().job
            acknowledged.append((id, station))
            world.trace("\(id) is acknowledged")
            return id
        } catch {
            refusals.append("\(error)")
            world.trace("a submission fails: \(error)")
            return nil
        }
    }

    /// At the initiator's site, or at that of any other party.
    private func stop(_ id: JobID, _ job: RandomJob) async {
        guard let party = job.parties.randomElement(using: &random),
            let station = world.stations.first(where: { $0.party == party.id }),
            let server = station.server
        else { return }
        world.trace("\(id) is stopped at \(party)")
        let (initiator, isInitiator) = (job.parties[0], station.index == job.initiator)
        _ = try? await server.call { site in
            let context = CommandContext(
                actor: "user", correlationID: "request", now: site.clock.now())
            if isInitiator {
                try await site.jobs.stop(id, as: .canceled, reason: "asked", context)
            } else {
                try await site.federation.stop(
                    id, as: .canceled, reason: "asked", of: party, at: initiator)
            }
        }.value()
    }

    /// From anywhere in the job, or all of it; one that has not ended says so.
    private func rerun(_ id: JobID, _ job: RandomJob) async {
        guard let server = world.stations[job.initiator].server else { return }
        let from = Bool.random(using: &random) ? ["c0"] : nil
        let force = Bool.random(using: &random)
        do {
            let round = try await server.call { site in
                let context = CommandContext(
                    actor: "user", correlationID: "request", now: site.clock.now())
                return try await site.jobs.rerun(
                    id, from: from, force: force, over: site.federation, context)
            }.value()
            world.trace("\(id) runs again, round \(round?.number ?? 0)")
        } catch {
            world.trace("\(id) does not run again: \(error)")
        }
    }

    private func run(_ work: @escaping @Sendable () async -> Void) {
        atWork += 1
        tasks.append(
            Task(executorPreference: processor) {
                await work()
                self.atWork -= 1
            })
    }

    /// Ends all tasks: the world is over.
    func finish() { for task in tasks { task.cancel() } }
}
