import Domain
import Scheduler
import TestKit
import Testing

@Suite struct PlannerTests {
    let engine = EngineDecider.replay([
        .registered(EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1))
    ])

    func waiting(
        _ number: Int, cores: Int, isStarting: Bool = false
    ) -> QueueSnapshot.WaitingJob {
        let need = ResourceNeed(engine: "e", cores: cores)
        return QueueSnapshot.WaitingJob(
            job: JobID("\(number)")!,
            needs: [Samples.guest, Samples.host].map { .init(party: $0, need: need) },
            isStarting: isStarting)
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
        #expect(reasons.first?.freeCores == 3)
    }

    @Test func aJobThatIsBeingStartedIsLeftAlone() {
        let snapshot = QueueSnapshot(
            jobs: [waiting(1, cores: 4, isStarting: true)], engines: ["e": engine])
        #expect(QueuePlanner.plan(snapshot).isEmpty)
    }

    @Test func anUnknownEngineIsAskedNotJudged() {
        let snapshot = QueueSnapshot(jobs: [waiting(1, cores: 99)], engines: [:])
        #expect(QueuePlanner.plan(snapshot) == [.start(JobID("1")!)])
    }
}
