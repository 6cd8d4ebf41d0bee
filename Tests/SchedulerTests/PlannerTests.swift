import Domain
import Scheduler
import TestKit
import Testing

@Suite struct PlannerTests {
    let engine = EngineDecider.replay([
        .registered(EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1))
    ])

    func waiting(
        _ number: Int, cores: Int, _ phase: QueueSnapshot.Phase = .ready
    ) -> QueueSnapshot.WaitingJob {
        let need = ResourceNeed(engine: "e", cores: cores)
        return QueueSnapshot.WaitingJob(
            job: JobID("\(number)")!,
            needs: [Samples.guest, Samples.host].map { .init(party: $0, need: need) },
            phase: phase)
    }

    @Test func theOldestJobStartsAndTheOthersWait() {
        let snapshot = QueueSnapshot(
            jobs: [waiting(1, cores: 4), waiting(2, cores: 1)], engines: ["e": engine])
        let plan = QueuePlanner.plan(snapshot)
        #expect(plan.first == .start(JobID("1")!))
        guard case .wait(let job, let reasons) = plan.last else { Issue.record("no wait"); return }
        #expect(job == JobID("2")!)
        #expect(reasons.map(\.code) == [.behind])
    }

    @Test func partiesOfOneEngineDrawFromItTogether() {
        let snapshot = QueueSnapshot(jobs: [waiting(1, cores: 5)], engines: ["e": engine])
        guard case .wait(_, let reasons) = QueuePlanner.plan(snapshot).first else {
            Issue.record("5 and 5 of 8 cores cannot start")
            return
        }
        #expect(reasons.map(\.party) == [Samples.host])
        #expect(reasons.first?.free.cores == 3)
    }

    @Test func aJobThatIsBeingStartedIsLeftAlone() {
        let snapshot = QueueSnapshot(
            jobs: [waiting(1, cores: 4, .starting)], engines: ["e": engine])
        #expect(QueuePlanner.plan(snapshot).isEmpty)
    }

    @Test(arguments: [QueueSnapshot.Phase.starting, .lacking])
    func aJobThatIsServedOrNextInLineHoldsUpTheOthers(_ phase: QueueSnapshot.Phase) {
        let snapshot = QueueSnapshot(
            jobs: [waiting(1, cores: 1, phase), waiting(2, cores: 1)], engines: ["e": engine])
        guard case .wait(let job, let reasons) = QueuePlanner.plan(snapshot).first else {
            Issue.record("the second job must wait")
            return
        }
        #expect(job == JobID("2")! && reasons.map(\.code) == [.behind])
    }

    /// A site that is away delays only its own jobs; what a job may still get here is kept for it.
    @Test func aJobWhoseOtherSiteIsAwayIsPassed() {
        let away = QueueSnapshot(
            jobs: [waiting(1, cores: 4, .unreachable), waiting(2, cores: 4)],
            engines: ["e": engine])
        #expect(QueuePlanner.plan(away) == [.start(JobID("2")!)])
        let asked = QueueSnapshot(
            jobs: [waiting(1, cores: 1, .unanswered), waiting(2, cores: 4)],
            engines: ["e": engine])
        guard case .wait(_, let reasons) = QueuePlanner.plan(asked).first else {
            Issue.record("6 of 8 cores are not enough for 4 and 4")
            return
        }
        #expect(reasons.map(\.free.cores) == [2])
    }

    @Test func anUnknownEngineIsAskedNotJudged() {
        let snapshot = QueueSnapshot(jobs: [waiting(1, cores: 99)], engines: [:])
        #expect(QueuePlanner.plan(snapshot) == [.start(JobID("1")!)])
    }
}
