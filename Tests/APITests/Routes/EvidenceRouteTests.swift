import Domain
import EventStore
import Foundation
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing
import Wire

@testable import API

@Suite struct EvidenceRouteTests {
    @Test func evidenceOfAJobIsAFileThatVerifies() async throws {
        let api = try await TestAPI()
        let job = try await api.simulated.running {
            let submitted = try await api.simulated.jobs.submit(
                dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(),
                api.simulated.context)
            _ = try await api.simulated.end(of: submitted.job)
            return submitted.job
        }
        let answer = try await api.ask(.get, "/v1/job/evidence?job_id=\(job)&for=host%3A10000")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(answer.text.hasPrefix("Clotho evidence, format 1\n"))
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "clotho-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "evidence").path()
        try Data(answer.body).write(to: URL(filePath: path))
        let file = try EvidenceFile(path: path, unpackingTo: path + ".segment")
        #expect(try file.verify(key: api.site.key.verifier).isKeyConfirmed)
        let found = try await api.ask(.get, "/v1/job/evidence?job_id=\(job)&for=host%3A77")
        #expect(found.message.contains("host:77 is no party of the job"))
    }

    @Test func whatCannotBeMeantIsRefused() async throws {
        let api = try await TestAPI()
        let noReader = try await api.ask(.get, "/v1/job/evidence?job_id=1&for=everybody")
        #expect(noReader.message.contains("for must be a party such as guest:9999, or auditor"))
        let noJob = try await api.ask(.get, "/v1/job/evidence?job_id=1&for=auditor")
        #expect(noJob.message == "the log has no events of the job 1")
        #expect(try await api.ask(.get, "/v1/job/evidence?job_id=1").message.contains("for"))
    }

    @Test func aForkedPeerIsAnAlarm() async throws {
        let api = try await TestAPI()
        let fork = PeerFork(
            sign: .otherRoot, known: LogRoot(size: 3, root: String(repeating: "0a", count: 32)),
            knownNote: "", given: LogRoot(size: 3, root: String(repeating: "0b", count: 32)),
            givenNote: "note")
        for (site, root) in [("beta", fork.known), ("beta", fork.given)] {
            try await api.simulated.journal.execute(
                .noteCheckpoint(PeerCheckpoint(root: root, note: "note", key: "key"), nil),
                by: PeerDecider.self, on: .peer(site), api.simulated.context)
        }
        try await api.simulated.running {
            try await api.site.settle()
            let health = try await api.ask(.get, "/health")
            #expect(health.members["status"] == "a peer has forked")
            #expect(health.members["forked_peers"] == ["beta"])
            let peers = try await api.ask(.get, "/v1/peer/list").data?.array
            let row = try #require(peers?.first?.object)
            #expect(row["f_site"] == "beta")
            #expect(row["f_size"] == 3)
            #expect(row["f_fork"]?.string?.contains("two roots at size 3") == true)
        }
    }

    /// Whatever comes of the call that carries it, even one for a job that nobody knows.
    @Test func aForkThatACallCarriesIsAnAlarm() async throws {
        let api = try await TestAPI()
        let (honest, liar) = (
            try SimulatedPeer("beta", secret: 3), try SimulatedPeer("beta", secret: 3)
        )
        try await api.simulated.running {
            try await honest.work(1)
            let first = try await call(api, try await honest.service.offer(to: "test"))
            guard case .countersigned = first else {
                Issue.record("the first checkpoint was answered with \(first)")
                return
            }
            try await api.site.settle()
            #expect(try await api.ask(.get, "/health").members["forked_peers"] == [])
            for cores in 10...15 { try await liar.work(cores) }
            let forked = try await call(api, try await liar.service.offer(to: "test", from: 1))
            guard case .forked = forked else {
                Issue.record("the fork was answered with \(forked)")
                return
            }
            try await api.site.settle()
            let health = try await api.ask(.get, "/health")
            #expect(health.members["status"] == "a peer has forked")
            #expect(health.members["forked_peers"] == ["beta"])
        }
    }

    private func call(_ api: TestAPI, _ offer: CheckpointOffer) async throws -> CheckpointAnswer {
        var body: JSONObject = [:]
        PartyExtras(site: "beta", checkpoint: offer.json).add(to: &body)
        let path = PartyCalls.Subject.job(Samples.job, Samples.guest).path
        let answer = try await api.post("\(path)/status/success", .object(body))
        return try CheckpointAnswer(
            try #require(PartyExtras(of: answer.members).checkpoint, "\(answer.text)"))
    }

    @Test func offersAndAnswersKeepTheirJSON() throws {
        let offer = CheckpointOffer(
            note: "alpha\n5\n", key: "alpha+1+x", from: .max, hashes: ["aGFzaA=="])
        #expect(try CheckpointOffer(offer.json) == offer)
        let root = LogRoot(size: 7, root: "ab")
        let answers: [CheckpointAnswer] = [
            .countersigned(note: "n", key: "k"), .outdated, .prove(from: 9),
            .forked(
                PeerFork(
                    sign: .noContinuation, known: root, knownNote: "a", given: root, givenNote: "b")
            ),
        ]
        for answer in answers { #expect(try CheckpointAnswer(answer.json) == answer) }
        #expect(throws: FieldError.self) { try CheckpointAnswer(["answer": "perhaps"]) }
        #expect(throws: FieldError.self) { try CheckpointOffer(["note": "n", "key": "k"]) }
    }
}
