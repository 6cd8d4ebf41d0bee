import Domain
import EventStore
import Federation
import HTTPTypes
import Journal
import Scheduler
import Synchronization
import TestKit
import Testing

@testable import API

/// What a job that runs says of a party whose site is away for a while.
@Suite(.serialized) struct SilenceTests {
    typealias Sites = SimulatedFederation

    /// Nobody is given up while a test looks.
    private static var patience: SchedulerLimits {
        var limits = SchedulerLimits()
        limits.silenceMilliseconds = .max
        return limits
    }

    private func why(_ job: JobID, at position: Position? = nil, _ sites: Sites) async throws
        -> JSONObject
    {
        let at = position.map { "&at=\($0.number)" } ?? ""
        let answer = try await sites.guest.ask(.get, "/v1/job/why?job_id=\(job)\(at)")
        #expect(answer.code == 0, "\(answer.message)")
        return answer.data?.object ?? [:]
    }

    /// Where the job says for the next time what it waits for, with as many reasons.
    private func explanation(
        _ count: Int, of job: JobID, after position: Position, _ sites: Sites
    ) async throws -> Position {
        for try await events in sites.guest.site.log.subscribe(after: position) {
            for event in events {
                guard let entry = try JournalEntry(event, site: sites.guest.site.log.site),
                    case .job(job, .waitingExplained(let reasons, _)) = entry.event
                else { continue }
                #expect(reasons.count == count)
                return entry.position
            }
        }
        throw CancellationError()
    }

    @Test(arguments: [SimulatedNetwork.Verdict.refuse, .lose])
    func theJobNamesItUntilItAnswers(verdict: SimulatedNetwork.Verdict) async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await sites.submit()
            let log = sites.guest.site.log
            for try await events in log.subscribe(after: .origin)
            where events.contains(where: { $0.envelope.type == "job.task_reported" }) {
                break
            }
            let before = log.head
            sites.network.judge { request, address in
                let isOfHost = request.path.contains("/host/10000/")
                return isOfHost || address == Sites.address(Sites.host) ? verdict : .carry
            }
            let silent = try await explanation(1, of: job, after: before, sites)
            sites.network.heal()
            let heard = try await explanation(0, of: job, after: silent, sites)

            let then = try await why(job, at: silent, sites)
            let reason = try #require(then["reasons"]?.array?.first?.object)
            #expect(reason["code"] == "unreachable" && reason["party"] == "host:10000")
            #expect(reason["since"]?.integer != nil)
            #expect(reason["text"]?.string?.contains("asked again by itself") == true)
            #expect(reason["change"]?.string?.contains("an answer of the party's site") == true)
            let tasks = (then["tasks"]?.array ?? []).compactMap(\.object)
            #expect(tasks.map { $0["component"] } == ["a", "b"])
            #expect(tasks.first?["reasons"] == then["reasons"])

            #expect(try await why(job, at: before, sites)["reasons"] == [])
            #expect(try await why(job, at: heard, sites)["reasons"] == [])
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            #expect(try await sites.end(of: job).status == .canceled)
            try await sites.check(job)
            // That somebody was silent was seen, not decided: nothing differs.
            let report = try ReplayCheck.run(LogReplaySource(log))
            #expect(report.differences.isEmpty && report.gaps.isEmpty)
        }
    }

    /// A call that gets lost now and then is nothing to tell.
    @Test(arguments: [SimulatedNetwork.Verdict.refuse, .lose, .loseAnswer])
    func aCallThatIsLostOnceIsNotTold(verdict: SimulatedNetwork.Verdict) async throws {
        let sites = try await Sites(patience: Self.patience)
        let calls = Counter()
        try await sites.running {
            sites.network.judge { request, _ in
                let isStart = request.path.contains("/host/") && request.path.hasSuffix("/start")
                return isStart && calls.next() % 2 == 1 ? verdict : .carry
            }
            let job = try await sites.submit()
            #expect(try await sites.end(of: job).status == .success)
            #expect(calls.next() > 3)
            let types = try sites.guest.site.journal.entries(of: .job(job)).filter { entry in
                if case .job(_, .waitingExplained(_, position: 0)) = entry.event {
                    true
                } else {
                    false
                }
            }
            #expect(types.isEmpty)
        }
    }
}

/// Counts how often it is asked.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
