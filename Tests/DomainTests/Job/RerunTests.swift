import Domain
import TestKit
import Testing

/// Ended jobs that run again.
@Suite struct RerunTests {
    let a = Samples.name("a")
    let b = Samples.name("b")
    let c = Samples.name("c")

    /// A chain a, b, c in which `succeeded` succeed and the next one ends otherwise.
    private func ended(
        _ succeeded: [String], then status: JobStatus, retries: RetryPolicy = RetryPolicy()
    ) -> [JobEvent] {
        var facts = JobFacts.running(["a", "b", "c"], retries: retries)
        for name in succeeded { facts += JobFacts.run(Samples.name(name), .success) }
        if let failed = ["a", "b", "c"].first(where: { !succeeded.contains($0) }),
            let end = TaskStatus(rawValue: status.rawValue)
        {
            facts += JobFacts.run(Samples.name(failed), end)
        }
        return facts + [.ended(status, reason: "")] + JobFacts.closed
    }

    private func round(
        _ number: Int, _ tasks: KeyValuePairs<String, Int>, without leftOut: [String] = []
    ) -> JobEvent {
        .rerunRequested(
            JobRound(
                number: number,
                tasks: tasks.map { .init(component: Samples.name($0), version: $1) },
                leftOut: leftOut.map { Samples.name($0) }))
    }

    @Test func whatHasNotSucceededRunsAgain() {
        Scenario<JobDecider>.given(ended(["a"], then: .failed)).when(.rerun(JobRerun()))
            .then(round(1, ["b": 1, "c": 0]))
        Scenario<JobDecider>.given(ended([], then: .canceled)).when(.rerun(JobRerun()))
            .then(round(1, ["a": 1, "b": 0, "c": 0]))
    }

    @Test func aSuccessRunsAgainWithForceOnly() {
        let facts = ended(["a", "b", "c"], then: .success)
        Scenario<JobDecider>.given(facts).when(.rerun(JobRerun())).then()
        Scenario<JobDecider>.given(facts).when(.rerun(JobRerun(force: true)))
            .then(round(1, ["a": 1, "b": 1, "c": 1]))
    }

    /// FATE-Flow takes the direct dependents only, and leaves c with the output of the old b.
    @Test func everythingDownstreamRunsAgainToo() {
        Scenario<JobDecider>.given(ended(["a", "b", "c"], then: .success))
            .when(.rerun(JobRerun(components: [b], force: true)))
            .then(round(1, ["b": 1, "c": 1]))
    }

    @Test func whatIsUpstreamAndHasNotSucceededRunsAgainToo() {
        Scenario<JobDecider>.given(ended(["a"], then: .failed))
            .when(.rerun(JobRerun(components: [c]))).then(round(1, ["b": 1, "c": 0]))
    }

    @Test func aLostOutputIsMadeAgainWhenItIsRead() {
        Scenario<JobDecider>.given(ended(["a", "b"], then: .failed))
            .when(.rerun(JobRerun(lost: [b]))).then(round(1, ["b": 1, "c": 1]))
        Scenario<JobDecider>.given(ended(["a", "b"], then: .failed))
            .when(.rerun(JobRerun(lost: [a]))).then(round(1, ["c": 1]))
    }

    @Test func otherFailuresAreLeftOut() {
        var submission = Samples.chain(["a", "b", "c"], parallelism: 2)
        submission = JobSubmission(
            job: submission.job, initiator: submission.initiator, parties: submission.parties,
            components: [
                submission.components[0],
                PlannedComponent(
                    name: b, module: "Noop", upstream: [], parties: submission.parties),
                submission.components[2],
            ], parallelism: 2, dsl: "{}", conf: "{}")
        var facts = JobFacts.running(submission)
        facts += JobFacts.run(a, .failed) + JobFacts.run(b, .failed)
        facts += [.ended(.failed, reason: "")] + JobFacts.closed
        let next = round(1, ["a": 1], without: ["b", "c"])
        Scenario<JobDecider>.given(facts).when(.rerun(JobRerun(components: [a]))).then(next)
        // b stays failed and keeps nothing from running; the job cannot succeed without it.
        facts += [next] + JobFacts.started(round: 1, attempt: 2)
        facts += JobFacts.run(a, .success, version: 1, upTo: Samples.guest)
        let last = JobFacts.report(a, Samples.host, .success, version: 1)
        Scenario<JobDecider>.given(facts).when(.report(last)).then(
            .taskReported(last), .taskEnded(a, version: 1, .success),
            .ended(.failed, reason: "b ended as failed: why"))
    }

    @Test func aJobThatIsNotOverIsRefused() {
        Scenario<JobDecider>.given(JobFacts.running(["a"])).when(.rerun(JobRerun()))
            .thenRejected(.notEnded(.running))
        let facts = JobFacts.running(["a"]) + [.ended(.failed, reason: "")]
        Scenario<JobDecider>.given(facts + [.partyClosed(Samples.guest)])
            .when(.rerun(JobRerun())).thenRejected(.stillEnding([Samples.host]))
        Scenario<JobDecider>.given(ended(["a"], then: .failed))
            .when(.rerun(JobRerun(components: [Samples.name("z")])))
            .thenRejected(.unknownComponent(Samples.name("z")))
        let refused: [JobEvent] = [
            .submitted(Samples.chain(["a"])), .partyRefused(Samples.guest, reason: ""),
            .partyRefused(Samples.host, reason: ""), .ended(.failed, reason: ""),
        ]
        Scenario<JobDecider>.given(refused).when(.rerun(JobRerun())).thenRejected(.neverCreated)
    }

    @Test func theRoundWaitsForAllPartiesAndThenForItsCores() throws {
        let facts = ended(["a"], then: .failed) + [round(1, ["b": 1, "c": 0])]
        let state = JobDecider.replay(facts)
        #expect(state.status == .ready && state.round == 1 && !state.isClosed)
        #expect(throws: JobRejection.notWaiting(.ready)) {
            try JobDecider.decide(.start(position: 1), state)
        }
        let need = ResourceNeed(engine: "e", cores: 1)
        let answered = facts + [.partyReopened(Samples.guest, round: 1, need)]
        Scenario<JobDecider>.given(answered)
            .when(.recordReopening(Samples.host, round: 1, .created(need)))
            .then(.partyReopened(Samples.host, round: 1, need))
        let waiting = answered + [.partyReopened(Samples.host, round: 1, need)]
        #expect(JobDecider.replay(waiting).status == .waiting)
        Scenario<JobDecider>.given(waiting).when(.start(position: 9))
            .then(.startDecided(attempt: 2, position: 9))
    }

    @Test func aPartyThatDeclinesEndsTheRound() {
        let facts =
            ended(["a"], then: .failed) + [
                round(1, ["b": 1, "c": 0]),
                .partyReopened(Samples.guest, round: 1, ResourceNeed(engine: "e", cores: 1)),
            ]
        Scenario<JobDecider>.given(facts)
            .when(.recordReopening(Samples.host, round: 1, .refused(reason: "no table")))
            .then(
                .partyDeclined(
                    Samples.host, round: 1, reason: "no table", isUnanswered: false),
                .ended(.failed, reason: "host:10000: no table"))
    }

    @Test func whatSpeaksForAnEarlierRoundChangesNothing() {
        let facts = ended(["a"], then: .failed) + [round(1, ["b": 1, "c": 0])]
        let need = ResourceNeed(engine: "e", cores: 1)
        for command: JobCommand in [
            .recordReopening(Samples.host, round: 2, .created(need)),
            .recordCreation(Samples.host, .created(need)), .recordClosing(Samples.host),
            .recordStart(Samples.host), .recordRelease(Samples.host, attempt: 1),
            .report(JobFacts.report(b, Samples.host, .success)),
        ] {
            Scenario<JobDecider>.given(facts).when(command).then()
        }
        let over = facts + [.ended(.failed, reason: "")]
        Scenario<JobDecider>.given(over).when(.recordClosing(Samples.host, round: 0)).then()
        Scenario<JobDecider>.given(over).when(.recordClosing(Samples.host, round: 1))
            .then(.partyClosed(Samples.host))
    }
}
