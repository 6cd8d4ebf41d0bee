import Domain
import Scheduler
import TestKit
import Testing

/// The orders in which waiting jobs start, beside first in, first out.
@Suite struct QueuePolicyTests {
    private static let now = Timestamp(millisecondsSinceEpoch: 1_000_000)

    /// An engine of 8 cores, of which each of these jobs holds some.
    private func engine(_ holdings: [(job: Int, cores: Int)]) -> EngineState {
        EngineDecider.replay(
            [.registered(EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1))]
                + holdings.map {
                    .reserved(
                        ResourceHolder(job: job($0.job), party: Samples.guest),
                        ResourceAmount(cores: $0.cores))
                })
    }

    private func job(_ number: Int) -> JobID { JobID("\(number)")! }

    private func waiting(
        _ number: Int, cores: Int, priority: Int = 0, timeout: Int? = nil,
        _ phase: QueueSnapshot.Phase = .ready
    ) -> QueueSnapshot.WaitingJob {
        QueueSnapshot.WaitingJob(
            job: job(number),
            needs: [.init(party: Samples.guest, need: ResourceNeed(engine: "e", cores: cores))],
            phase: phase, limits: JobLimits(priority: priority, timeoutSeconds: timeout))
    }

    private func plan(
        _ policy: QueuePolicy, _ jobs: [QueueSnapshot.WaitingJob],
        running: [(job: Int, cores: Int, secondsLeft: Int?)] = []
    ) -> (started: [JobID], codes: [JobID: [WaitReason.Code]], reasons: [WaitReason]) {
        let ends = running.reduce(into: [JobID: Timestamp]()) { ends, running in
            ends[job(running.job)] = running.secondsLeft.map {
                Self.now.advanced(byMilliseconds: Int64($0) * 1_000)
            }
        }
        let snapshot = QueueSnapshot(
            policy: policy, jobs: jobs, engines: ["e": engine(running.map { ($0.job, $0.cores) })],
            ends: ends, now: Self.now)
        var (started, codes, all) = ([JobID](), [JobID: [WaitReason.Code]](), [WaitReason]())
        for decision in QueuePlanner.plan(snapshot) {
            switch decision {
            case .start(let job): started.append(job)
            case .wait(let job, let reasons):
                codes[job] = reasons.map(\.code)
                all += reasons
            }
        }
        return (started, codes, all)
    }

    @Test(arguments: QueuePolicy.allCases)
    func whoLacksMemoryWaitsForItThoughCoresAreFree(policy: QueuePolicy) {
        let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 10, nodes: 1)
        let holder = ResourceHolder(job: job(9), party: Samples.guest)
        let engine = EngineDecider.replay([
            .registered(size), .reserved(holder, ResourceAmount(cores: 1, memory: 6)),
        ])
        let need = ResourceNeed(engine: "e", cores: 1, memory: 5)
        let waiting = QueueSnapshot.WaitingJob(
            job: job(1), needs: [.init(party: Samples.guest, need: need)], phase: .ready)
        let decisions = QueuePlanner.plan(
            QueueSnapshot(policy: policy, jobs: [waiting], engines: ["e": engine]))
        guard case .wait(_, let reasons)? = decisions.first else {
            Issue.record("The job must wait, not \(decisions)")
            return
        }
        #expect(reasons.map(\.code) == [.memory])
        #expect(reasons.first?.free == ResourceAmount(cores: 7, memory: 4))
        #expect(reasons.first?.jobs == [job(9)])
    }

    /// The oldest lacks memory; who needs none may pass, who would take of what it waits for may not.
    @Test func backfillKeepsTheMemoryThatTheOldestWaitsFor() {
        let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 10, nodes: 1)
        let holder = ResourceHolder(job: job(9), party: Samples.guest)
        let engine = EngineDecider.replay([
            .registered(size), .reserved(holder, ResourceAmount(cores: 1, memory: 6)),
        ])
        let jobs = [(1, 9), (2, 2), (3, 0)].map { number, memory in
            QueueSnapshot.WaitingJob(
                job: job(number),
                needs: [
                    .init(
                        party: Samples.guest,
                        need: ResourceNeed(engine: "e", cores: 1, memory: memory))
                ],
                phase: .ready)
        }
        let decisions = QueuePlanner.plan(
            QueueSnapshot(policy: .backfill, jobs: jobs, engines: ["e": engine]))
        let started = decisions.compactMap { decision -> JobID? in
            if case .start(let job) = decision { job } else { nil }
        }
        #expect(started == [job(3)])
    }

    @Test func theHighestPriorityStartsFirstAndTheOlderAmongEquals() {
        let jobs = [
            waiting(1, cores: 1, priority: -1), waiting(2, cores: 1, priority: 5),
            waiting(3, cores: 1, priority: 5), waiting(4, cores: 1),
        ]
        let (started, codes, _) = plan(.priority, jobs)
        #expect(started == [job(2)])
        #expect(codes == [job(1): [.behind], job(3): [.behind], job(4): [.behind]])
        #expect(plan(.fifo, jobs).started == [job(1)])
    }

    @Test func aJobOfHighPriorityThatLacksCoresHoldsTheOthersUp() {
        let jobs = [waiting(1, cores: 1), waiting(2, cores: 8, priority: 1)]
        let (started, codes, _) = plan(.priority, jobs, running: [(9, 4, nil)])
        #expect(started.isEmpty)
        #expect(codes == [job(1): [.behind], job(2): [.cores]])
    }

    @Test func allThatFitStartAtOnce() {
        let jobs = (1...5).map { waiting($0, cores: 2) }
        let (started, codes, _) = plan(.backfill, jobs)
        #expect(started == [1, 2, 3, 4].map(job))
        #expect(codes == [job(5): [.cores]])
    }

    @Test func aShortJobPassesOneThatWaitsForALongOne() {
        let jobs = [
            waiting(1, cores: 8), waiting(2, cores: 2, timeout: 101),
            waiting(3, cores: 2, timeout: 100), waiting(4, cores: 2),
        ]
        let (started, codes, reasons) = plan(.backfill, jobs, running: [(9, 4, 100)])
        // The oldest can start in 100 s at the latest: only what is over by then may pass.
        #expect(started == [job(3)])
        #expect(codes == [job(1): [.cores], job(2): [.behind], job(4): [.behind]])
        #expect(reasons.filter { $0.code == .behind }.allSatisfy { $0.jobs.isEmpty })
    }

    /// A long queue would otherwise be written anew with every job that ends.
    @Test func onlyTheOldestIsToldAgainWhatItLacks() {
        var jobs = (1...4).map { waiting($0, cores: 6) } + [waiting(5, cores: 3)]
        let first = plan(.backfill, jobs, running: [(8, 5, 100), (9, 2, 200)])
        #expect(first.started.isEmpty)
        #expect(first.codes.count == 5)
        jobs = zip(jobs, first.reasons).map { job, reason in
            QueueSnapshot.WaitingJob(
                job: job.job, needs: job.needs, phase: job.phase, limits: job.limits,
                reasons: [reason])
        }
        // One job ends: more is free, the fifth would fit now, and nobody may start yet.
        let second = plan(.backfill, jobs, running: [(8, 5, 100)])
        #expect(second.started.isEmpty)
        #expect(second.codes == [job(1): [.cores]])
        #expect(second.reasons.first?.free == ResourceAmount(cores: 3))
    }

    @Test func aLongJobMayTakeWhatTheReservationLeaves() {
        let jobs = [waiting(1, cores: 5), waiting(2, cores: 3), waiting(3, cores: 2)]
        // In 50 s 7 of 8 cores are free, 5 of them for the oldest: 2 are left beside it.
        let (started, codes, _) = plan(.backfill, jobs, running: [(8, 4, 50), (9, 1, 500)])
        #expect(started == [job(3)])
        #expect(codes == [job(1): [.cores], job(2): [.behind]])
    }

    @Test func nobodyWaitsForAJobThatCanNeverStart() {
        let jobs = [waiting(1, cores: 9), waiting(2, cores: 8)]
        let (started, codes, _) = plan(.backfill, jobs)
        #expect(started == [job(2)])
        #expect(codes == [job(1): [.cores]])
    }

    @Test func aJobBesideOneWithoutALimitLeavesRoomForTheOldest() {
        let jobs = [waiting(1, cores: 6), waiting(2, cores: 3), waiting(3, cores: 2)]
        let (started, codes, _) = plan(.backfill, jobs, running: [(9, 4, nil)])
        #expect(started == [job(3)])
        #expect(codes == [job(1): [.cores], job(2): [.behind]])
    }

    @Test func whatIsBeingStartedHasItsCores() {
        let jobs = [waiting(1, cores: 6, .starting), waiting(2, cores: 3), waiting(3, cores: 2)]
        let (started, codes, reasons) = plan(.backfill, jobs)
        #expect(started == [job(3)])
        #expect(codes == [job(2): [.cores]])
        #expect(reasons.first?.free.cores == 2)
    }

    @Test func anEngineElsewhereIsAskedNotJudged() {
        let snapshot = QueueSnapshot(
            policy: .backfill, jobs: [waiting(1, cores: 99), waiting(2, cores: 99)], engines: [:])
        #expect(QueuePlanner.plan(snapshot) == [.start(job(1)), .start(job(2))])
    }

    /// The guarantee of the policy: over random queues, whoever passes does not move the moment at
    /// which the oldest can start at the latest.
    @Test(arguments: 0..<200 as Range<UInt64>) func nobodyWhoPassesDelaysTheOldest(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let running = (100..<104).map { number in
            (
                job: number, cores: Int.random(in: 0...2, using: &random),
                secondsLeft: Optional(Int.random(in: 1...100, using: &random))
            )
        }
        let oldest = waiting(1, cores: Int.random(in: 1...8, using: &random), timeout: 50)
        let others = (2...8).map { number in
            waiting(
                number, cores: Int.random(in: 1...4, using: &random),
                timeout: Int.random(in: 1...120, using: &random))
        }
        let started = plan(.backfill, [oldest] + others, running: running).started
        guard !started.contains(job(1)) else { return }
        let before = latestStart(of: oldest, running.map { ($0.cores, $0.secondsLeft ?? 0) })
        let passing = others.filter { started.contains($0.job) }.map {
            ($0.needs[0].need.cores, $0.limits.timeoutSeconds ?? 0)
        }
        let after = latestStart(
            of: oldest, running.map { ($0.cores, $0.secondsLeft ?? 0) } + passing)
        #expect(after <= before, "seed \(seed)")
    }

    /// In how many seconds enough cores of 8 are free, when all run to their ends.
    private func latestStart(
        of waiting: QueueSnapshot.WaitingJob, _ running: [(cores: Int, seconds: Int)]
    ) -> Int {
        let wanted = waiting.needs[0].need.cores
        let moments = [0] + running.map(\.seconds).sorted()
        return moments.first { moment in
            8 - running.filter { $0.seconds > moment }.reduce(0) { $0 + $1.cores } >= wanted
        } ?? .max
    }
}
