import Domain
import EventStore
import Foundation
import Projections
import Testing

/// `kill -9`, of the server and of a worker.
@Suite(.serialized) struct CrashTests {
    /// Reads events until so many have come or the job is over; whether it is over.
    private func follow(
        _ job: JobID, for count: Int, _ client: SiteClient, from position: inout Int
    ) async throws -> Bool {
        var left = count
        for try await event in try await client.events(after: position) {
            position = event["position"]?.integer ?? position
            if event["stream"]?.string == "job-\(job)", event["type"]?.string == "job.ended" {
                return true
            }
            left -= 1
            if left <= 0 { return false }
        }
        return false
    }

    @Test func theServerIsKilledTwentyTimes() async throws {
        var generator = SystemRandomNumberGenerator()
        let server = try await ServerProcess()
        try await FederatedJob.uploadDemo(to: SiteClient(address: server.address))
        var jobs: [JobID] = []
        var kills = 0
        while kills < 20 {
            let job = try await FederatedJob.submitShort(to: SiteClient(address: server.address))
            jobs.append(job)
            var position = 0
            for try await event in try await SiteClient(address: server.address).events(after: 0) {
                position = event["position"]?.integer ?? 0
                if event["stream"]?.string == "job-\(job)" { break }
            }
            while true {
                let count = Int.random(in: 1...12, using: &generator)
                let client = SiteClient(address: server.address)
                if try await follow(job, for: count, client, from: &position) { break }
                server.crash()
                kills += 1
                try await server.start()
            }
        }
        for job in jobs {
            let end = try await SiteClient(address: server.address).end(of: job)
            #expect(end.status == "success", "\(job): \(end.reason)")
        }
        #expect(server.terminate() == 0)
        #expect(server.workers.isEmpty)
        try await check(server.directory, jobs)
    }

    /// No run that succeeded was started twice, and rows rebuilt from the log equal the live rows.
    private func check(_ directory: URL, _ jobs: [JobID]) async throws {
        let log = try LMDBEventLog(path: directory.appending(path: "log").path(), site: "x")
        var starts: [String: Int] = [:]
        for event in try log.events(after: .origin, limit: 1_000_000)
        where event.envelope.type == "party.task_ended" {
            starts["\(event.envelope.stream) \(event.payload)", default: 0] += 1
        }
        #expect(starts.values.allSatisfy { $0 == 1 })
        let ends = try log.events(after: .origin, limit: 1_000_000).count {
            $0.envelope.type == "party.task_starting"
        }
        // Two uploads, and per job 4 components at guest and host and 2 at all three.
        #expect(ends == 2 + jobs.count * (2 * 3 + 3 * 2))
        let live = try ViewStore(path: directory.appending(path: "views.sqlite").path())
        let rebuilt = try ViewStore()
        try await Projector.rebuild(live, from: log, upTo: log.head)
        try await Projector.rebuild(rebuilt, from: log, upTo: log.head)
        #expect(try live.dump() == rebuilt.dump())
        await log.close()
    }

    @Test func aKilledWorkerFailsItsTaskAndStopsItsSiblings() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let dsl: JSONValue = ["components": ["noop_0": ["module": "Noop"]]]
        let conf: JSONValue = [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]],
            "component_parameters": ["common": ["noop_0": ["milliseconds": 600_000]]],
        ]
        let answer = try await client.post(
            "job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
        let job = try #require(answer.job, "\(answer.message)")
        var running = 0
        for try await event in try await client.events(after: 0)
        where event["type"]?.string == "party.task_running" {
            running += 1
            if running == 2 { break }
        }
        let victim = try #require(server.workers.first)
        kill(victim, SIGKILL)
        let end = try await client.end(of: job)
        #expect(end.status == "failed")
        #expect(end.reason.contains("(pid \(victim))"), "\(end.reason)")
        #expect(end.reason.contains("was killed by signal 9"), "\(end.reason)")
        try await client.closing(of: job, parties: 2)
        let resources = try await client.post("resource/query")
        #expect(resources.data?.object?["use_resource_job"]?.array?.isEmpty == true)
        #expect(server.terminate() == 0)
        #expect(server.workers.isEmpty)
    }
}
