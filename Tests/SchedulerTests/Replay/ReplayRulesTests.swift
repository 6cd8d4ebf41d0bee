import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// What follows from a report, an answer or a request is decided again by the job's rules.
@Suite struct ReplayRulesTests {
    @Test func aTaskThatEndedOtherwiseIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-worker") { entry in
            guard case .job(_, .taskEnded(let component, let version, .failed)) = entry.event
            else { return nil }
            return .taskEnded(component, version: version, .success)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first)
        #expect(found.position == changed && found.kind == .rule)
        #expect(found.recorded == "end version 0 of first as success")
        #expect(found.decided == "end version 0 of first as failed")
        #expect(found.why.contains("the job was running; first running, second waiting"))
    }

    @Test func aJobThatEndedOtherwiseIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-fifo") { entry in
            guard case .job(_, .ended(.success, let reason)) = entry.event else { return nil }
            return .ended(.failed, reason: reason)
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first { $0.kind == .rule })
        #expect(found.position == changed)
        #expect(found.recorded == "end it as failed" && found.decided == "end it as success")
    }

    /// The words for people may be others by now.
    @Test func otherWordsAreNoDifference() async throws {
        let (log, changed) = try await KeptSegments.log("replay-worker") { entry in
            guard case .job(_, .ended(let status, _)) = entry.event else { return nil }
            return .ended(status, reason: "other words")
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        #expect(changed != nil)
        #expect(report.different[.rule] == nil)
    }

    @Test func aRetryThatBeganBeforeItsTimeIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-again") { entry in
            guard case .job(_, .taskRetryScheduled(let retry)) = entry.event else { return nil }
            return .taskRetryScheduled(
                TaskRetry(
                    component: retry.component, version: retry.version,
                    dueAt: retry.dueAt.advanced(byMilliseconds: 60_000),
                    retriesLeft: retry.retriesLeft, reason: retry.reason))
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = report.differences.filter { $0.kind == .rule }
        #expect(found.first?.position == changed)
        #expect(found.map(\.recorded).last == "job.task_retry_released")
        #expect(found.map(\.decided).last?.hasPrefix("nothing for ") == true)
    }

    @Test func aRoundThatLeavesSomethingOutIsFound() async throws {
        let (log, changed) = try await KeptSegments.log("replay-again") { entry in
            guard case .job(_, .rerunRequested(let round)) = entry.event, round.tasks.count == 2
            else { return nil }
            return .rerunRequested(
                JobRound(
                    number: round.number, tasks: Array(round.tasks.prefix(1)),
                    leftOut: round.leftOut))
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first)
        #expect(found.position == changed && found.kind == .rule)
        #expect(found.recorded == "run first in round 2" && found.decided == "nothing")
    }

    /// Something is missing in the middle of what one report has led to.
    @Test func anEndThatWasNotRecordedIsFound() async throws {
        let (log, _) = try await KeptSegments.log("replay-fifo") { _ in nil }
        let events = try log.events(after: .origin, limit: .max)
        let end = try #require(events.first { $0.envelope.type == "job.task_ended" })
        let part = PartSource(log: log, extent: .whole) { $0.position != end.position }
        let found = try #require(ReplayCheck.run(part).differences.first { $0.kind == .rule })
        #expect(found.position > end.position)
        #expect(found.decided == "end version 0 of first as success", "\(found)")
    }

    /// A log that ends where its last job has to end.
    @Test func whatIsDueAtTheEndIsListed() async throws {
        let (log, _) = try await KeptSegments.log("replay-fifo") { _ in nil }
        let events = try log.events(after: .origin, limit: .max)
        let end = try #require(events.last { $0.envelope.type == "job.ended" })
        let part = PartSource(log: log, extent: .whole) { $0.position < end.position }
        let report = try ReplayCheck.run(part)
        #expect(report.isSame)
        #expect(report.pending.map(\.decided) == ["end it as success"])
    }

    @Test func aJobThatIsSubmittedTwiceIsFound() async throws {
        let log = MemoryEventLog(site: try KeptSegments.source("replay-stop").site)
        var second: Position?
        for event in try KeptSegments.events("replay-stop") {
            let isFirst = second == nil && event.envelope.type == "job.submitted"
            for _ in 0..<(isFirst ? 2 : 1) { try await KeptSegments.append(event, to: log) }
            if isFirst { second = log.head }
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        let found = try #require(report.differences.first { $0.kind == .rule })
        #expect(found.position == second)
        #expect(found.recorded == "job.submitted" && found.decided == "nothing")
    }
}
