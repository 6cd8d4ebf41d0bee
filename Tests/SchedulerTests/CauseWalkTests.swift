import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Causes and effects by causation ids.
@Suite struct CauseWalkTests {
    @Test func everyEventOfAJobComesFromItsSubmission() async throws {
        for seed in UInt64(0)..<6 {
            let site = try await SimulatedSite(seed: seed)
            let job = try await Self.run(site)
            let walk = CauseWalk(site.log)
            let events = try site.log.events(after: .origin, limit: 10_000)
            let submitted = try #require(events.first { $0.envelope.type == "job.submitted" })
            let others = events.filter { $0.position > submitted.position }
            for event in others {
                let causes = try await walk.causes(of: event)
                #expect(causes.last == submitted, "seed \(seed): \(event.envelope.type)")
                let positions = ([event] + causes).map(\.position)
                #expect(positions == positions.sorted(by: >), "seed \(seed)")
            }
            let effects = try await walk.effects(of: submitted, limit: 10_000)
            #expect(effects.map(\.event) == others, "seed \(seed)")
            #expect(effects.first?.depth == 1 && effects.first?.cause == submitted.position)
            #expect(
                try await walk.effects(of: submitted, limit: 5).map(\.event)
                    == Array(others.prefix(5)))
            let ended = try #require(events.last { $0.envelope.type == "job.party_closed" })
            #expect(try await walk.effects(of: ended, limit: 9).isEmpty)
            #expect(try await walk.event(ended.envelope.id) == ended)
            #expect(job.text == submitted.envelope.correlationID)
        }
    }

    private static func run(_ site: SimulatedSite) async throws -> JobID {
        try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": [], "c": ["a", "b"]])
            let job = try await site.jobs.submit(dsl: dsl, conf: JobDocuments.conf(), site.context)
            _ = try await site.end(of: job.job)
            return job.job
        }
    }

    @Test func whatAWorkerReportsFollowsFromTheStartOfItsRun() async throws {
        let site = try await SimulatedSite()
        _ = try await Self.run(site)
        let events = try site.log.events(after: .origin, limit: 10_000)
        let reports = events.filter { $0.envelope.type == "party.task_reported" }
        #expect(reports.count == 6)
        for report in reports {
            let cause = try #require(try await CauseWalk(site.log).causes(of: report).first)
            // The result comes by the worker's own call, or with the end of its process.
            #expect(["party.task_starting", "party.task_launched"].contains(cause.envelope.type))
            #expect(cause.envelope.stream == report.envelope.stream)
            #expect(
                EventDescription.payload(of: cause)?.object?["component"]
                    == EventDescription.payload(of: report)?.object?["component"])
        }
    }

    @Test(arguments: [
        "", "x", "018f3a5c-7b1e-4c4d-9a2b-0123456789ab", "018f3a5c7b1e7c4d9a2b0123456789ab",
        "018f3a5c-7b1e-7c4d-9a2b-0123456789aé", "018f3a5c-7b1e-7c4d-9a2b-0123456789ag",
    ])
    func textsThatAreNoEventID(_ text: String) { #expect(EventID(text) == nil) }

    @Test func eventIDsAsText() throws {
        let text = "018f3a5c-7b1e-7c4d-9a2b-0123456789ab"
        #expect(EventID(text)?.description == text)
        #expect(EventID(text.uppercased())?.description == text)
    }
}
