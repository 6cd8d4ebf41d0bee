import Domain
import TestKit
import Testing

/// Components that count as done without having run.
@Suite struct JobInheritanceTests {
    let a = Samples.name("a")
    let b = Samples.name("b")
    private let source = JobID("202611200800000000000")!

    private func inheritance(_ names: [ComponentName]) -> JobInheritance {
        JobInheritance(
            source: source, components: names.map { TaskVersion(component: $0, version: 1) })
    }

    private func begun(_ names: [ComponentName]) -> [JobEvent] {
        let need = ResourceNeed(engine: "standalone", cores: 4)
        return [
            .submitted(Samples.chain(["a", "b"])), .componentsInherited(inheritance(names)),
            .partyCreated(Samples.guest, need), .partyCreated(Samples.host, need),
            .startDecided(attempt: 1, position: 4), .partyReserved(Samples.guest, attempt: 1),
            .partyReserved(Samples.host, attempt: 1), .started,
        ]
    }

    @Test func whatIsTakenOverIsAnEventOfItsOwn() {
        let submission = Samples.chain(["a", "b"])
        Scenario<JobDecider>.given()
            .when(.submit(submission.inheriting(inheritance([a]))))
            .then(.submitted(submission), .componentsInherited(inheritance([a])))
    }

    @Test func onlyTheRestIsRun() {
        let state = JobDecider.replay(begun([a]))
        #expect(state.startableComponents == [b])
        #expect(state.tasks[a]?.isInherited == true && state.tasks[a]?.status == .success)
        #expect(state.submission?.inheritance == inheritance([a]))
        Scenario<JobDecider>.given(begun([a]))
            .when(.startTasks([a], position: 9)).thenRejected(.notStartable(a))
    }

    @Test func aJobThatTakesEverythingOverEndsWhenAllKnowThatItRuns() {
        let all = begun([a, b])
        Scenario<JobDecider>.given(all).when(.recordStart(Samples.guest))
            .then(.partyStarted(Samples.guest))
        Scenario<JobDecider>.given(all + [.partyStarted(Samples.guest)])
            .when(.recordStart(Samples.host))
            .then(.partyStarted(Samples.host), .ended(.success, reason: ""))
        Scenario<JobDecider>.given(begun([a]) + [.partyStarted(Samples.guest)])
            .when(.recordStart(Samples.host)).then(.partyStarted(Samples.host))
    }

    @Test func itRunsWhenARerunForcesIt() {
        let ended =
            begun([a, b]) + [
                .partyStarted(Samples.guest), .partyStarted(Samples.host),
                .ended(.success, reason: ""), .partyClosed(Samples.guest),
                .partyClosed(Samples.host),
            ]
        let round = JobRound(
            number: 1, tasks: [.init(component: a, version: 1), .init(component: b, version: 1)],
            leftOut: [])
        Scenario<JobDecider>.given(ended).when(.rerun(JobRerun(force: true)))
            .then(.rerunRequested(round))
        let state = JobDecider.replay(ended + [.rerunRequested(round)])
        #expect(state.tasks[a]?.isInherited == false && state.tasks[a]?.isStarted == false)
        Scenario<JobDecider>.given(ended).when(.rerun(JobRerun())).then()
    }

    @Test func aPartyTakesOverOnce() {
        let created = [PartyEvent.created(Samples.creation(["a"]))]
        let task = TaskInheritance(
            component: a, source: source, version: 1, result: WorkerResult(status: .success))
        Scenario<PartyDecider>.given(created).when(.inherit(task)).then(.taskInherited(task))
        Scenario<PartyDecider>.given(created + [.taskInherited(task)]).when(.inherit(task)).then()
        let state = PartyDecider.replay(created + [.taskInherited(task)])
        #expect(state.runs[a]?.inheritedFrom == source && state.runs[a]?.status == .success)
        let failed = TaskInheritance(
            component: a, source: source, version: 1, result: WorkerResult(status: .failed))
        Scenario<PartyDecider>.given(created).when(.inherit(failed))
            .thenRejected(.notAnEnd(.failed))
        let stranger = TaskInheritance(
            component: b, source: source, version: 1, result: WorkerResult(status: .success))
        Scenario<PartyDecider>.given(created).when(.inherit(stranger))
            .thenRejected(.unknownComponent(b))
    }

    @Test func plansDifferInWhatMattersOnly() {
        let plan = Samples.creation(["a"]).tasks[0]
        #expect(PlanDifference.sentences(plan, plan) == [])
        let other = PartyTaskPlan(
            component: a, module: "Noop", provider: "clotho@2", parties: plan.parties,
            parameters: #"{"alpha":0.1}"#, needRun: true, inputs: [], dataOutputs: ["data"],
            modelOutput: "model")
        #expect(
            PlanDifference.sentences(plan, other) == [
                "provider is clotho@1 there and clotho@2 here",
                "parameter.alpha is nothing there and 0.1 here",
                "output model is nothing there and model here",
            ])
    }
}
