import Domain
import EventStore
import HTTPTypes
import Journal
import Testing

@testable import API

/// What proves the log to others, over HTTP.
@Suite struct LogProofRouteTests {
    private static func api(events count: Int) async throws -> TestAPI {
        let api = try await TestAPI()
        let before = api.site.log.head.number
        var random = SystemRandomNumberGenerator()
        for number in 0..<max(0, count - Int(before)) {
            let event = NewEvent(
                id: .make(milliseconds: Int64(number), random: &random), type: "test.noted",
                schema: 1, recordedAt: 0, actor: "test", correlationID: "", causationID: "",
                visibility: .site, salt: .make(using: &random), payload: [])
            let stream = try #require(StreamName("test-proofs"))
            _ = try await api.site.log.append(to: stream, expected: .any, [event])
        }
        return api
    }

    private static func hashes(_ value: JSONValue?) -> [TreeHash] {
        (value?.array ?? []).compactMap { $0.string.flatMap { TreeHash(base64: $0) } }
    }

    @Test func aCheckpointIsASignedNote() async throws {
        let api = try await Self.api(events: 20)
        let key = try await api.ask(.get, "/v1/log/key").data?.object
        let answer = try await api.ask(.get, "/v1/log/checkpoint")
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        let note = try SignedNote(answer.body)
        try VerifierKey(try #require(key?["checkpoint_key"]?.string)).verify(note)
        let checkpoint = try Checkpoint(text: note.text)
        #expect(checkpoint.size == api.site.log.treeSize)
        #expect(checkpoint.root == (try api.site.log.treeRoot(at: checkpoint.size)))
        let old = try SignedNote(try await api.ask(.get, "/v1/log/checkpoint?size=7").body)
        #expect(try Checkpoint(text: old.text).size == 7)
    }

    @Test func proofsHold() async throws {
        let api = try await Self.api(events: 20)
        let log = api.site.log
        let answer = try await api.ask(.get, "/v1/log/inclusion?position=7&size=19")
        let inclusion = try #require(answer.data?.object)
        let proof = InclusionProof(
            position: Position(7), size: 19, hashes: Self.hashes(inclusion["hashes"]))
        let leaf = try #require(try log.leafHash(at: Position(7)))
        #expect(inclusion["leaf_hash"]?.string == leaf.base64)
        #expect(proof.verifyInclusion(of: leaf, root: try log.treeRoot(at: 19)))

        let growth = try await api.ask(.get, "/v1/log/consistency?from=7&to=19")
        let consistency = ConsistencyProof(
            oldSize: 7, newSize: 19, hashes: Self.hashes(growth.data?.object?["hashes"]))
        #expect(
            consistency.verifyConsistency(
                from: try log.treeRoot(at: 7), to: try log.treeRoot(at: 19)))
    }

    @Test func tilesAreRawHashes() async throws {
        let api = try await Self.api(events: 300)
        let leaves = try api.site.log.treeHashes(level: 0, 0..<300)
        let full = try await api.ask(.get, "/v1/log/tile/0/000")
        #expect(full.body == leaves[..<256].flatMap(\.bytes))
        let partial = try await api.ask(.get, "/v1/log/tile/0/001.p/44")
        #expect(partial.body == leaves[256...].flatMap(\.bytes))
        #expect(partial.headers[.contentType] == "application/octet-stream")
        #expect(try await api.ask(.get, "/v1/log/tile/1/000.p/1").body.count == 32)
    }

    @Test(arguments: ["0/001.p/99", "1/000", "0/1", "9/000", "x", "0/000/"])
    func unknownTilesAreNotFound(_ path: String) async throws {
        let answer = try await Self.api(events: 20).ask(.get, "/v1/log/tile/\(path)")
        #expect(answer.status == 404)
    }

    @Test(
        arguments: [
            "inclusion", "inclusion?position=0", "inclusion?position=9999", "inclusion?position=x",
            "inclusion?position=3&size=2", "consistency?from=3&to=2", "consistency?from=-1",
            "consistency", "consistency?from=0&to=9999", "checkpoint?size=9999",
        ])
    func badQuestionsAreRefused(_ question: String) async throws {
        let answer = try await Self.api(events: 20).ask(.get, "/v1/log/\(question)")
        #expect(answer.code != 0)
        #expect(!answer.message.isEmpty)
    }
}
