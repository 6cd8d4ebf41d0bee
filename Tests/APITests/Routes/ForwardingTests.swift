import Domain
import EventStore
import HTTPTypes
import Hummingbird
import Journal
import Scheduler
import Synchronization
import TestKit
import Testing

@testable import API

/// What a server that follows does with requests.
@Suite struct ForwardingTests {
    /// A leader that answers, or not.
    final class Leader: LeaderPort {
        enum Behaviour {
            case answers
            case refuses
            case cuts
        }

        private let behaviour: Behaviour
        private let asked = Mutex<[String]>([])
        let atRequest: @Sendable (_ id: String) async -> Void

        init(
            _ behaviour: Behaviour, atRequest: @escaping @Sendable (String) async -> Void = { _ in }
        ) {
            self.behaviour = behaviour
            self.atRequest = atRequest
        }

        var paths: [String] { asked.withLock { $0 } }

        func forward(
            _ request: Request, named id: String, to address: String
        ) async throws -> Response {
            asked.withLock { $0.append(address + request.uri.path) }
            await atRequest(id)
            switch behaviour {
            case .answers: return Reply.success("from the leader").response
            case .refuses: throw LeaderUnreachable(mayHaveRead: false, reason: "refused")
            case .cuts: throw LeaderUnreachable(mayHaveRead: true, reason: "cut")
            }
        }
    }

    private static let address = "http://127.0.0.1:1"

    /// A site that follows, with a lease of another process on its log.
    private func follower() async throws -> TestAPI {
        var api = try await TestAPI()
        api.site.leadership = Leadership()
        _ = try await api.site.leases.take(
            LeaseHolder(owner: "test", processID: 1, address: Self.address))
        return api
    }

    /// Asks for a write at a site whose projections are at work.
    private func add(_ api: TestAPI) async throws -> TestAPI.Answer {
        try await api.simulated.running {
            try await api.post("/v1/party/add", ["party_id": "9999", "here": true])
        }
    }

    @Test func readsAreAnsweredHereAndWritesByTheLeader() async throws {
        var api = try await follower()
        let leader = Leader(.answers)
        api.site.leader = leader
        #expect(try await api.post("/v1/job/query", [:]).code == 0)
        #expect(try await api.ask(.get, "/health").members["role"] == "follower")
        #expect(leader.paths.isEmpty)
        let answer = try await api.post("/v1/party/add", ["party_id": "9999", "here": true])
        #expect(answer.data == "from the leader")
        #expect(leader.paths == [Self.address + "/v1/party/add"])
    }

    /// Every endpoint that changes something goes to the leader: those that are answered here are
    /// named one by one.
    @Test func whatIsNotKnownToReadGoesToTheLeader() {
        let here = Endpoints.all.filter { $0.isRead && !$0.past.readsViews }.map(\.path)
        #expect(
            here.allSatisfy { path in
                [
                    "submit", "stop", "upload", "delete", "deploy", "import", "erase", "add",
                    "remove",
                ]
                .allSatisfy { !path.hasSuffix($0) }
            })
        #expect(!Endpoints.all.contains { $0.isRead && $0.path.hasPrefix("/v1/worker") })
    }

    @Test func aWriteWaitsForTheNextLeader() async throws {
        var api = try await follower()
        let site = api.site
        let lease = Lease(
            epoch: 2, holder: LeaseHolder(owner: "test", processID: 1, address: "http://x:1"))
        // The leader is gone when it is asked; then this server takes the lease.
        let leader = Leader(.refuses) { _ in
            await site.leadership.begin(lease)
            _ = try? await site.leases.take(lease.holder)
        }
        api.site.leader = leader
        let answer = try await add(api)
        #expect(answer.code == 0)
        #expect(answer.data?.array?.count == 1)
        #expect(leader.paths.count == 1)
    }

    /// The leader dies while it has the request; the log tells what it did of it.
    @Test(arguments: [false, true])
    func whatTheLeaderMayHaveReadIsNotDoneTwice(isDone: Bool) async throws {
        var api = try await follower()
        let site = api.site
        let lease = Lease(
            epoch: 2, holder: LeaseHolder(owner: "test", processID: 1, address: "http://x:1"))
        let leader = Leader(.cuts) { id in
            if isDone {
                _ = try? await site.journal.execute(
                    .route(.party(PartyID(9999)), .here), by: SiteDecider.self, on: .site,
                    CommandContext(actor: "client", correlationID: id, now: site.clock.now()))
            }
            await site.leadership.begin(lease)
            _ = try? await site.leases.take(lease.holder)
        }
        api.site.leader = leader
        let answer = try await add(api)
        #expect(answer.code == 0, "\(answer.message)")
        let added = try site.log.events(after: .origin, limit: 100).filter {
            $0.envelope.type == "site.party_routed"
        }
        #expect(added.count == 1)
        #expect(leader.paths.count == 1)
    }

    @Test func aJobThatTheFormerLeaderTookIsAnsweredWithItsID() async throws {
        var api = try await follower()
        let site = api.site
        let lease = Lease(
            epoch: 2, holder: LeaseHolder(owner: "test", processID: 1, address: "http://x:1"))
        let (dsl, conf) = (JobDocuments.dsl(["a": []]), JobDocuments.conf())
        let leader = Leader(.cuts) { id in
            _ = try? await site.jobs.submit(
                dsl: dsl, conf: conf,
                CommandContext(actor: "client", correlationID: id, now: site.clock.now()))
            await site.leadership.begin(lease)
            _ = try? await site.leases.take(lease.holder)
        }
        api.site.leader = leader
        let asked = api
        let answer = try await api.simulated.running {
            try await asked.post("/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
        }
        #expect(answer.code == 0, "\(answer.message)")
        let job = try #require(answer.members["jobId"]?.string)
        let streams = try site.log.streams(withPrefix: "job-", after: nil, limit: 9)
        #expect(streams.map(\.0.text) == ["job-\(job)"])
    }

    @Test func whenTheLeaderStaysAwayTheAnswerSaysThatItMayBeDone() async throws {
        var api = try await follower()
        api.site.leader = Leader(.cuts)
        let refused = try await answerOfLateClient(api)
        #expect(refused.status == 502)
        #expect(refused.message.contains(Self.address), "\(refused.message)")
    }

    @Test func whenNobodyLeadsTheAnswerSaysSo() async throws {
        var api = try await follower()
        api.site.leader = Leader(.refuses)
        let refused = try await answerOfLateClient(api)
        #expect(refused.status == 503)
        #expect(refused.message.contains("\(Self.address) was the last"), "\(refused.message)")
    }

    /// Asks for a write, and lets the time pass until it is answered.
    private func answerOfLateClient(_ api: TestAPI) async throws -> TestAPI.Answer {
        let isAnswered = Atomic(false)
        async let answer = {
            defer { isAnswered.store(true, ordering: .releasing) }
            return try await api.post("/v1/party/add", ["party_id": "9999", "here": true])
        }()
        while !isAnswered.load(ordering: .acquiring) {
            api.simulated.clock.advance(byMilliseconds: 20_000)
            await Task.yield()
        }
        return try await answer
    }
}
