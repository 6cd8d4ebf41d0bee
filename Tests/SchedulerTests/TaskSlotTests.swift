import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// As many tasks run at once as every party of the job has taken cores for (spec 11).
@Suite struct TaskSlotTests {
    private static let dsl = JobDocuments.dsl(["a": [], "b": [], "c": []])

    private static func conf(
        _ common: JSONObject, role: JSONObject, initiator: String = "guest"
    ) -> JSONValue {
        var common = common
        common["task_cores"] = 2
        return [
            "dsl_version": 2,
            "initiator": [
                "role": .string(initiator), "party_id": initiator == "guest" ? 9999 : 10000,
            ],
            "role": ["guest": [9999], "host": [10000, 10001], "arbiter": [10000]],
            "job_parameters": ["common": .object(common), "role": .object(role)],
        ]
    }

    /// Of a job whose tasks all hang: how many are at work when nothing more starts, and the cores that
    /// each party has taken.
    private func work(
        _ conf: JSONValue
    ) async throws -> (tasks: Int, slots: Int?, cores: [Party: Int]) {
        let site = try await SimulatedSite { _ in .hang }
        return try await site.running {
            let job = try await site.jobs.submit(dsl: Self.dsl, conf: conf, site.context).job
            for try await _ in site.log.subscribe(after: .origin) {
                let state = try await site.journal.state(of: JobDecider.self, .job(job))
                // All that may start starts in the commit of the job's start.
                if state.status == .running { break }
            }
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            let engine = try await site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            let cores = engine.holdings.map { ($0.key.party, $0.value.cores) }
            return (
                state.tasks.values.count(where: \.isAtWork), state.submission?.parallelism,
                Dictionary(cores) { first, _ in first }
            )
        }
    }

    @Test func onePartyWithFewerCoresHoldsTheOthersBack() async throws {
        let (tasks, slots, cores) = try await work(
            Self.conf([:], role: ["guest": ["0": ["task_parallelism": 3]]]))
        #expect(tasks == 1 && slots == 1)
        #expect(cores[Samples.guest] == 6 && cores[Samples.host] == 2)
    }

    @Test func theFewestCountWhoeverHasThem() async throws {
        let (tasks, slots, cores) = try await work(
            Self.conf(
                ["task_parallelism": 3],
                role: [
                    "host": ["1": ["task_parallelism": 2]],
                    "arbiter": ["0": ["task_parallelism": 1]],
                ]
            ))
        #expect(tasks == 2 && slots == 2)
        #expect(cores[Party(.host, PartyID(10001))] == 4 && cores[Samples.host] == 6)
        #expect(cores[Samples.arbiter] ?? 0 == 0)
    }

    @Test func anArbiterThatBeginsAJobIsNoReasonForMore() async throws {
        let (tasks, slots, cores) = try await work(
            Self.conf(["task_parallelism": 2], role: [:], initiator: "arbiter"))
        #expect(tasks == 2 && slots == 2)
        #expect(cores[Samples.guest] == 4)
    }

    @Test func withNobodyWhoseTasksTakeCoresNothingIsCounted() throws {
        let alone = try JobSpecification(
            dsl: Self.dsl,
            conf: [
                "dsl_version": 2, "initiator": ["role": "arbiter", "party_id": 10000],
                "role": ["arbiter": [10000]],
            ])
        #expect(alone.parallelism == nil)
    }
}
