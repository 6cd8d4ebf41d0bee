import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Recorded decisions are made again by the same planners.
@Suite struct ReplayCheckTests {
    @Test(
        arguments: [
            ("demo", [.start, .task, .effect, .rule]),
            ("replay-fifo", [.start, .wait, .task, .effect, .rule]),
            ("replay-backfill", [.start, .wait, .task, .effect, .rule]),
            ("replay-priority", [.start, .wait, .task, .effect, .rule]),
            ("replay-stop", [.start, .wait, .task, .effect, .rule]),
            ("replay-limit", [.start, .wait, .task, .limit, .effect, .rule]),
            ("replay-worker", [.start, .wait, .task, .effect, .rule]),
            ("replay-again", [.start, .task, .effect, .rule]),
            ("replay-memory", [.start, .wait, .task, .limit, .effect, .rule]),
            ("replay-federated", [.start, .wait, .task, .pause, .effect, .rule]),
        ] as [(String, Set<ReplayKind>)])
    func theKeptSegmentsComeOutTheSame(name: String, kinds: Set<ReplayKind>) throws {
        let report = try ReplayCheck.run(KeptSegments.source(name))
        #expect(report.differences.isEmpty, "\(name)")
        #expect(report.gaps.isEmpty && report.pending.isEmpty, "\(name)")
        #expect(Set(report.checked.keys) == kinds, "\(name): \(report.checked)")
        #expect(report.checked.values.allSatisfy { $0 > 0 })
    }

    @Test func aJobThatStartedBeforeItsTurnIsFound() async throws {
        // The second start claims to have been decided where the first was: the cores were free,
        // but another job was before it.
        var first: UInt64?
        let (log, changed) = try await KeptSegments.log("replay-fifo") { entry in
            guard case .job(_, .startDecided(let attempt, let position)) = entry.event else {
                return nil
            }
            guard let basis = first else {
                first = position
                return nil
            }
            return .startDecided(attempt: attempt, position: basis)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first)
        #expect(report.differenceCount == 1)
        #expect(found.position == changed && found.kind == .start && found.decidedAt == first)
        #expect(found.recorded == "start it" && found.decided.hasPrefix("nothing"))
        #expect(found.why.contains("the policy was fifo"), "\(found.why)")
    }

    @Test func anInventedReasonToWaitIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-fifo") { entry in
            guard case .job(_, .waitingExplained(let reasons, let position)) = entry.event,
                let reason = reasons.first, reason.code == .cores
            else { return nil }
            let other = WaitReason(
                code: .cores, party: reason.party, wanted: reason.wanted, free: reason.free,
                jobs: [Samples.job], text: reason.text)
            return .waitingExplained([other] + reasons.dropFirst(), position: position)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        #expect(report.different == [.wait: 1])
        #expect(report.differences.first?.position == changed)
    }

    @Test func aTaskOutOfOrderIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-backfill") { entry in
            guard case .job(_, .taskStarted(_, let version, let position)) = entry.event else {
                return nil
            }
            return .taskStarted(Samples.name("second"), version: version, position: position)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first)
        #expect(found.position == changed && found.kind == .task)
        #expect(found.recorded == "start second" && found.decided == "start first")
    }

    @Test func anAnswerThatNobodyAskedForIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-stop") { entry in
            guard case .job(_, .partyReserved(let party, _)) = entry.event else { return nil }
            return .partyReserved(party, attempt: 7)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first)
        #expect(found.position == changed && found.kind == .effect)
        #expect(found.recorded.contains("attempt 7") && found.decided.contains("attempt 1"))
    }

    @Test func aLimitThatWasNotUsedUpIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-limit") { entry in
            guard case .job(_, .limitReached(.queue, let position)) = entry.event else {
                return nil
            }
            return .limitReached(.run, position: position)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        #expect(report.different == [.limit: 1, .rule: 1])
        #expect(report.differences.first?.position == changed)
    }

    @Test func ofAPartOnlyTheJobsInsideAreChecked() async throws {
        let (log, _) = try await KeptSegments.log("replay-fifo") { _ in nil }
        let submissions = try log.events(after: .origin, limit: .max)
            .filter { $0.envelope.type == "job.submitted" }.map(\.position)
        let cut = try #require(submissions.dropFirst().first)
        let part = try ReplayCheck.run(
            PartSource(log: log, extent: .since(cut)) { $0.position >= cut })
        #expect(part.differences.isEmpty)
        #expect(part.checked[.start] == nil && part.checked[.task] == 6)
        let gap = try #require(part.gaps.first { $0.kind == .start })
        #expect(gap.reason.contains("begins at position \(cut)"))
        let tasks = try log.events(after: cut, limit: .max)
            .count { $0.envelope.type == "job.task_started" }
        #expect(part.gaps.filter { $0.kind == .task }.map(\.count) == [tasks - 6])
        #expect(part.pending.isEmpty)
    }

    @Test func whatWasErasedIsNotGuessed() async throws {
        let site = try await SimulatedSite(cores: 8)
        try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
            var jobs: [JobID] = []
            for _ in 0..<3 {
                let job = try await site.jobs.submit(
                    dsl: dsl, conf: JobDocuments.conf(), site.context
                ).job
                jobs.append(job)
            }
            for job in jobs { _ = try await site.end(of: job) }
            let whole = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(whole.isSame && whole.gaps.isEmpty && whole.checked[.start] == 3)
            let eraser = Eraser(site.journal)
            let erasure = try await eraser.plan(.job(jobs[0]), reason: "asked for")
            try await eraser.erase(erasure, site.context)
            let rest = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(rest.isSame && rest.pending.isEmpty)
            #expect(rest.checked[.start] ?? 0 < 3 && rest.checked[.task] == 4)
            #expect(rest.gaps.allSatisfy { $0.reason.contains("no payload here") })
        }
    }
}
