import Domain
import EventStore
import Foundation
import Projections
import Testing

/// Two servers on one directory: one leads, the other follows and takes over.
@Suite(.serialized) struct TakeoverTests {
    private static let rounds = 5

    /// Reads at a server, once for each tick at most; how often.
    private func read(
        _ job: JobID, _ client: SiteClient, at ticks: AsyncStream<Void>
    ) -> Task<Int, any Error> {
        Task {
            var count = 0
            for await _ in ticks {
                let jobs = try await client.post("job/query", ["job_id": .string(job.text)])
                #expect(jobs.code == 0, "\(jobs.message)")
                #expect(jobs.data?.array?.isEmpty == false)
                let past = try await client.post(
                    "job/query", ["job_id": .string(job.text), "at": "1"])
                #expect(past.body["at"]?.object?["position"] == 1, "\(past.message)")
                #expect(try await client.get("/health").status == 200)
                count += 1
            }
            return count
        }
    }

    @Test func theLeaderIsKilledInTheMiddleOfJobs() async throws {
        var generator = SystemRandomNumberGenerator()
        let owner = try await ServerProcess()
        var (leader, follower) = (owner, try await ServerProcess(beside: owner))
        #expect(
            await follower.nextLine()
                == "following \(leader.address) (process \(leader.processID)): "
                + "takes over when it ends")
        try await FederatedJob.uploadDemo(to: SiteClient(address: follower.address))
        var jobs: [JobID] = []
        for round in 1...Self.rounds {
            let client = SiteClient(address: follower.address)
            let job = try await FederatedJob.submitShort(to: client)
            jobs.append(job)
            let (ticks, ticker) = AsyncStream.makeStream(
                of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let reads = read(job, client, at: ticks)
            var left = Int.random(in: 1...30, using: &generator)
            let dying = leader
            var status: String?
            // One stream of events, from before the death to behind the end of the job.
            for try await event in try await client.events(after: 0) {
                let payload = event["payload"]?.object
                ticker.yield()
                if event["type"] == "site.lease_taken", payload?["epoch"]?.integer == round + 1 {
                    #expect(payload?["process"]?.integer == Int(follower.processID))
                    #expect(payload?["address"]?.string == follower.address)
                }
                guard event["stream"]?.string == "job-\(job)" else { continue }
                if event["type"] == "job.ended" {
                    status = payload?["status"]?.string
                    break
                }
                left -= 1
                guard left == 0 else { continue }
                dying.crash()
                // Whoever writes while nobody leads waits for the next leader.
                let answer = try await client.post("party/ping", [:])
                #expect(answer.status == 200, "\(answer.message)")
            }
            if left > 0 { dying.crash() }
            #expect(status == "success", "\(job)")
            #expect(await follower.nextLine() == "leading as epoch \(round + 1)")
            ticker.finish()
            #expect(try await reads.value > 0)
            leader = follower
            follower = try await ServerProcess(beside: owner)
            #expect(await follower.nextLine().hasPrefix("following \(leader.address) "))
        }
        #expect(follower.terminate() == 0)
        #expect(leader.terminate() == 0)
        #expect(owner.workers.isEmpty)
        try await check(owner.directory, jobs)
    }

    /// Every epoch has one leader, no run was started twice, and rows rebuilt from the log equal
    /// those that the servers made one after another.
    private func check(_ directory: URL, _ jobs: [JobID]) async throws {
        let path = directory.appending(path: "log").path()
        let log = try LMDBEventLog(path: path, site: "x")
        let events = try log.events(after: .origin, limit: 1_000_000)
        let leases = events.filter { $0.envelope.type == "site.lease_taken" }
        #expect(leases.count == Self.rounds + 1)
        #expect(events.first?.envelope.type == "site.lease_taken")
        let releases = events.filter { $0.envelope.type == "site.lease_released" }
        #expect(releases.map(\.position) == [log.head])
        var ends: [String: Int] = [:]
        for event in events where event.envelope.type == "party.task_ended" {
            ends["\(event.envelope.stream) \(event.payload)", default: 0] += 1
        }
        #expect(ends.values.allSatisfy { $0 == 1 })
        let starts = events.count { $0.envelope.type == "party.task_starting" }
        // Two uploads, and per job 4 components at guest and host and 2 at all three.
        #expect(starts == 2 + jobs.count * (2 * 3 + 3 * 2))
        let live = try ViewStore(path: directory.appending(path: "views.sqlite").path())
        let rebuilt = try ViewStore()
        try await Projector.rebuild(live, from: log, upTo: log.head)
        try await Projector.rebuild(rebuilt, from: log, upTo: log.head)
        #expect(try live.dump() == rebuilt.dump())
        await log.close()
        #expect(try LogVerifier(directory: path).verify().findings.isEmpty)
    }

    @Test func aLeaderThatIsToldToEndHandsOver() async throws {
        let leader = try await ServerProcess()
        let follower = try await ServerProcess(beside: leader)
        let client = SiteClient(address: follower.address)
        #expect(await follower.nextLine().hasPrefix("following \(leader.address) "))
        let following = try await client.get("/health").body
        #expect(following["role"] == "follower")
        #expect(following["epoch"] == 1)
        #expect(following["leader"]?.object?["address"]?.string == leader.address)
        #expect(await leader.end() == 0)
        #expect(await follower.nextLine() == "leading as epoch 2")
        let leading = try await client.get("/health").body
        #expect(leading["role"] == "leader")
        #expect(leading["epoch"] == 2)
        let leases = try await client.get("/v1/site/leases").data?.array ?? []
        #expect(leases.map { $0.object?["f_is_released"] } == [true, false])
        let status = try await CommandLine(server: follower.address).run("site", "status")
        #expect(status.lines.contains { $0.hasPrefix("leader  epoch 2") }, "\(status.output)")
        #expect(follower.terminate() == 0)
    }

    /// The lock is the kernel's: it goes with the process, and not before. So nobody takes over from
    /// a leader that only stands still, and it goes on where it was.
    @Test func aFrozenLeaderIsStillTheLeader() async throws {
        let leader = try await ServerProcess()
        let follower = try await ServerProcess(beside: leader)
        let client = SiteClient(address: follower.address)
        kill(leader.processID, SIGSTOP)
        #expect(try await client.get("/health").body["role"] == "follower")
        #expect(try await client.post("resource/query").code == 0)
        async let written = client.post("party/add", ["party_id": "9999", "here": true])
        #expect(try await client.get("/v1/party/list").data?.array?.isEmpty == true)
        kill(leader.processID, SIGCONT)
        #expect(try await written.code == 0)
        let health = try await client.get("/health").body
        #expect(health["role"] == "follower")
        #expect(health["epoch"] == 1)
        #expect(try await client.get("/v1/party/list").data?.array?.count == 1)
        #expect(follower.terminate() == 0)
        #expect(leader.terminate() == 0)
    }

    @Test func whoeverWantsTheDirectoryAloneIsRefused() async throws {
        let leader = try await ServerProcess()
        let second = try await CommandLine(server: leader.address).run(
            "serve", "--data-dir", leader.directory.path(), "--port", "0", "--alone")
        #expect(second.status != 0)
        #expect(
            second.complaints.contains("is written by process \(leader.processID); stop it first"),
            "\(second.complaints)")
        let port = leader.address.split(separator: ":").last.map(String.init) ?? ""
        let third = try await CommandLine(server: leader.address).run(
            "serve", "--data-dir", leader.directory.path(), "--port", port)
        #expect(third.status != 0)
        #expect(third.complaints.contains("--port \(port): another program"), "\(third.complaints)")
        #expect(leader.terminate() == 0)
    }
}
