import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Whatever the scheduler does names the event that led to it.
@Suite struct CausationTests {
    let dsl = JobDocuments.dsl(["a": [], "b": [], "c": ["a", "b"]])

    @Test func everyEventOfAJobNamesItsCause() async throws {
        for seed in 0..<20 {
            let site = try await SimulatedSite(seed: UInt64(seed))
            try await site.running { [dsl] in
                let job = try await site.jobs.submit(
                    dsl: dsl, conf: JobDocuments.conf(), site.context
                ).job
                _ = try await site.end(of: job)
            }
            let events = try site.log.events(after: .origin, limit: 10_000)
            var seen: [String: RecordedEvent] = [:]
            for event in events {
                check(event, seen, seed)
                seen[event.envelope.id.description] = event
            }
        }
    }

    private func check(_ event: RecordedEvent, _ seen: [String: RecordedEvent], _ seed: Int) {
        let envelope = event.envelope
        if envelope.actor == "test" {
            let isSubmission = envelope.type == "job.submitted"
            #expect(envelope.causationID == (isSubmission ? "test" : ""), "seed \(seed)")
            return
        }
        if envelope.actor.hasPrefix("worker") { return }
        guard let cause = seen[envelope.causationID] else {
            Issue.record("seed \(seed): \(envelope.type) at \(event.position) has no cause")
            return
        }
        guard let expected = Self.causes[envelope.type] else { return }
        #expect(
            expected.contains(cause.envelope.type),
            "seed \(seed): \(envelope.type) at \(event.position) follows \(cause.envelope.type)")
        guard envelope.type == "party.task_starting" else { return }
        #expect(Self.component(of: cause) == Self.component(of: event), "seed \(seed)")
    }

    private static func component(of event: RecordedEvent) -> JSONValue? {
        EventDescription.payload(of: event)?.object?["component"]
    }

    /// What may lead to an event, for the types where there is one way.
    private static let causes: [String: Set<String>] = [
        "party.created": ["job.submitted"],
        "job.party_created": ["job.submitted"],
        "job.start_decided": ["job.party_created"],
        "party.reserved": ["job.start_decided"],
        "engine.reserved": ["job.start_decided"],
        "job.started": ["job.start_decided"],
        "party.started": ["job.started", "job.task_started"],
        "party.task_starting": ["job.task_started"],
        "party.task_launched": ["party.task_starting"],
        "party.ended": ["job.ended"],
        "job.party_closed": ["job.ended"],
    ]

    @Test func aSiteThatBeginsAgainGoesByTheNewestEvent() async throws {
        let log = MemoryEventLog(site: "test")
        let first = try await SimulatedSite(log: log) { _ in .hang }
        let job = try await first.running { [dsl] in
            try await first.jobs.submit(dsl: dsl, conf: JobDocuments.conf(), first.context).job
        }
        let cut = log.head
        let second = try await SimulatedSite(log: log)
        try await second.running { _ = try await second.end(of: job) }
        let ids = Set(
            try log.events(after: .origin, limit: 10_000).map { $0.envelope.id.description })
        for event in try log.events(after: cut, limit: 10_000)
        where ["scheduler", "coordinator"].contains(event.envelope.actor) {
            #expect(ids.contains(event.envelope.causationID), "\(event.envelope.type)")
        }
    }
}
