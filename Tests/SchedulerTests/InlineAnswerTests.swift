import Domain
import EventStore
import Journal
import Scheduler
import Synchronization
import TestKit
import Testing

/// What a commit has answered is not asked once more, and what it has not answered is.
@Suite struct InlineAnswerTests {
    /// The names of the calls that were made.
    private final class Calls: Sendable {
        private let names = Mutex<[String]>([])

        func note(_ name: String) { names.withLock { $0.append(name) } }
        var all: [String] { names.withLock { $0 } }
    }

    @Test func aJobOfOneSiteMakesNoCallsForWhatItsCommitsSay() async throws {
        let calls = Calls()
        let site = try await SimulatedSite(listener: CallListener { calls.note($0) })
        try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["a"]])
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(parallelism: 2), site.context
            ).job
            #expect(try await site.end(of: job).status == .success)
        }
        #expect(calls.all == [])
    }

    /// A party's task has ended on the log, and nothing of it at the coordinator: a log of a server that
    /// did not know of effects in the commit, or was killed between the two.
    @Test func aReportThatIsNotOnTheLogIsMade() async throws {
        let calls = Calls()
        let site = try await SimulatedSite(listener: CallListener { calls.note($0) }) { _ in .hang }
        let a = Samples.name("a")
        let job = try await site.running {
            let dsl = JobDocuments.dsl(["a": []])
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            for try await _ in site.log.subscribe(after: .origin) {
                let state = try await site.journal.state(of: JobDecider.self, .job(job))
                let parties = state.tasks[a]?.parties ?? [:]
                if parties.values.allSatisfy({ $0 == .running }), !parties.isEmpty { return job }
            }
            throw CancellationError()
        }
        let stream = StreamIdentity.party(job, Samples.host)
        try await site.journal.execute(
            .recordExit(a, version: 0, .killed(signal: 9)), by: PartyDecider.self, on: stream,
            site.context)
        let before = try await site.journal.state(of: JobDecider.self, .job(job))
        #expect(before.tasks[a]?.parties[Samples.host] == .running)
        let next = try await SimulatedSite(
            log: site.log, launcher: site.launcher, listener: CallListener { calls.note($0) })
        let state = try await next.running { try await next.end(of: job) }
        #expect(state.status == .failed)
        #expect(state.tasks[a]?.parties[Samples.host] == .failed)
        #expect(calls.all.filter { $0 == "report a failed 0" }.count == 1)
    }
}
