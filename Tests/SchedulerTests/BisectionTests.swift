import Domain
import EventStore
import Journal
import Projections
import Scheduler
import TestKit
import Testing

/// The first event after which a row satisfies a condition.
@Suite struct BisectionTests {
    private static let predicates = [
        "job where status = success", "job where progress > 40",
        "task where party_status = running",
        "task where component_name = c and party_status = success and role = host",
        "t_federated_job where wait_reasons != '[]'",
        "t_engine_registry where remaining_cores < 12",
        "t_engine_holding where role = host", "t_job where f_end_time is not null",
        "t_tracking_output_data_info where component_name = b",
    ]

    /// The event is the first one after whose position the rows of the past have such a row.
    @Test func theEventIsTheFirstOne() async throws {
        for seed in UInt64(0)..<6 {
            let site = try await SimulatedSite(cores: 12, seed: seed)
            let job = try await site.running {
                let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]])
                let first = try await site.jobs.submit(
                    dsl: dsl, conf: JobDocuments.conf(), site.context)
                _ = try await site.end(of: first.job)
                return first.job
            }
            let texts =
                Self.predicates + Self.predicates.prefix(4).map { "\($0) and job_id = \(job)" }
            for text in texts { try await Self.check(text, site, seed) }
        }
    }

    private static func check(_ text: String, _ site: SimulatedSite, _ seed: UInt64) async throws {
        let predicate = try RowPredicate(text)
        let hit = try await Bisection(site.log).first(predicate, upTo: site.log.head)
        let store = try ViewStore()
        for position in 1...site.log.head.number {
            try await Projector.rebuild(store, from: site.log, upTo: Position(position))
            guard try await store.hasRow(where: predicate) else { continue }
            #expect(hit?.event.position == Position(position), "seed \(seed): \(text)")
            return
        }
        #expect(hit == nil, "seed \(seed): \(text)")
    }

    @Test func whatNeverHeldIsNotFound() async throws {
        let site = try await SimulatedSite()
        let predicate = try RowPredicate("t_engine_registry where cores = 21")
        #expect(try await Bisection(site.log).first(predicate, upTo: site.log.head) == nil)
        let cores = try RowPredicate("t_engine_registry where cores = 20")
        let hit = try await Bisection(site.log).first(cores, upTo: site.log.head)
        #expect(hit?.event.envelope.type == "engine.registered")
        #expect(hit?.row["f_cores"] == 20)
        #expect(try await Bisection(site.log).first(cores, upTo: .origin) == nil)
    }
}
