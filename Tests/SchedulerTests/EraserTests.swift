import Domain
import EventStore
import Journal
import Projections
import Scheduler
import TestKit
import Testing

/// What may be erased, and what is left of it.
@Suite struct EraserTests {
    private static let chain = JobDocuments.dsl(["a": [], "b": ["a"]])

    private static func submit(_ site: SimulatedSite) async throws -> JobID {
        try await site.jobs.submit(dsl: chain, conf: JobDocuments.conf(), site.context).job
    }

    @Test func anEndedJobIsErasedAndItsRowsAreForgotten() async throws {
        let site = try await SimulatedSite()
        try await site.running {
            let (job, other) = (try await Self.submit(site), try await Self.submit(site))
            for job in [job, other] { _ = try await site.end(of: job) }
            let eraser = Eraser(site.journal)
            let erasure = try await eraser.plan(.job(job), reason: "asked for")
            let before = site.log.head
            let root = try site.log.treeRoot(at: before.number)
            let tombstone = try await eraser.erase(erasure, site.context)
            try await site.projector.forgetErased()

            #expect(try site.log.treeRoot(at: before.number) == root)
            let event = try #require(try site.log.events(after: before, limit: 1).first)
            #expect(event.position == tombstone)
            #expect(event.envelope.type == "site.payloads_erased")
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            #expect(state == JobDecider.initialState)
            let rows = try await site.liveRows()
            // Tables that the job has made have streams of their own.
            let about = rows.split(separator: "\n").filter { $0.contains(job.text) }
            #expect(about.allSatisfy { $0.hasPrefix("t_storage_table") }, "\(about)")
            #expect(rows.contains(other.text))
            #expect(try await site.rebuiltRows() == rows)
            await #expect(throws: SiteRejection.nothingToErase(.job(job))) {
                try await eraser.plan(.job(job), reason: "again")
            }
            // Whatever is erased of a job, folding and projecting what is left goes on.
            for type in ["job.start_decided", "job.submitted", "party.created", "party.task_ended"]
            {
                let plan = try await eraser.plan(.type(type), reason: "r")
                try await eraser.erase(plan, site.context)
                try await site.projector.forgetErased()
                _ = try await site.journal.state(of: JobDecider.self, .job(other))
                #expect(try await site.rebuiltRows() == site.liveRows())
            }
            return
        }
    }

    @Test func aJobAtWorkIsNot() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running {
            let job = try await Self.submit(site)
            let eraser = Eraser(site.journal)
            for selection in [ErasureSelection.job(job), .type("job.submitted")] {
                await #expect(throws: SiteRejection.jobAtWork(job)) {
                    try await eraser.plan(selection, reason: "r")
                }
            }
            await #expect(throws: SiteRejection.nothingToErase(.type("engine.registered"))) {
                try await eraser.plan(.type("engine.registered"), reason: "r")
            }
            return
        }
    }
}
