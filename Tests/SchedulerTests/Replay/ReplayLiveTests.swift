import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Whatever a site has lived through, its decisions can be made again from its log.
@Suite struct ReplayLiveTests {
    @Test(arguments: 0..<24 as Range<UInt64>)
    func whatASiteDecidedComesOutTheSame(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let log = MemoryEventLog(site: "test")
        let policy = QueuePolicy.allCases[Int(seed % 3)]
        let first = try await SimulatedSite(log: log, cores: 8, seed: seed)
        try await first.journal.execute(
            .order(policy), by: SiteDecider.self, on: .site, first.context)
        let confs = (0..<5).map { _ in Self.conf(&random) }
        let cut = Int.random(in: 20...120, using: &random)
        // The first site is cut off at some moment, a second one goes on.
        let jobs = try await first.running {
            var jobs: [JobID] = []
            for conf in confs { jobs.append(try await Self.submit(first, conf)) }
            for try await batch in log.subscribe(after: .origin) {
                if let last = batch.last, last.position.number >= cut { break }
            }
            return jobs
        }
        let second = try await SimulatedSite(
            log: log, cores: 8, launcher: first.launcher, seed: seed)
        try await second.running {
            for job in jobs { _ = try await second.end(of: job) }
        }
        let report = try ReplayCheck.run(LogReplaySource(log))
        #expect(report.differences.first == nil, "seed \(seed), \(policy)")
        #expect(report.gaps.isEmpty && report.pending.isEmpty, "seed \(seed)")
        #expect(report.checked[.start] ?? 0 >= jobs.count, "seed \(seed)")
        #expect(report.checked[.task] == 3 * jobs.count, "seed \(seed)")
    }

    private static func submit(_ site: SimulatedSite, _ conf: JSONValue) async throws -> JobID {
        let dsl = JobDocuments.dsl(["a": [], "b": [], "c": ["a", "b"]])
        return try await site.jobs.submit(dsl: dsl, conf: conf, site.context).job
    }

    private static func conf(_ random: inout SeededGenerator) -> JSONValue {
        let cores = Int.random(in: 1...4, using: &random)
        var conf = JobDocuments.conf(cores: cores).object ?? [:]
        var common = conf["job_parameters"]?.object?["common"]?.object ?? [:]
        common["priority"] = .integer(Int64.random(in: -2...2, using: &random))
        common["timeout"] = .integer(Int64.random(in: 100...100_000, using: &random))
        conf["job_parameters"] = ["common": .object(common)]
        return .object(conf)
    }
}
