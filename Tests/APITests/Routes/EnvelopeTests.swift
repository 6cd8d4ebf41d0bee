import Domain
import HTTPTypes
import Testing
import Wire

@testable import API

/// What every call has in common.
@Suite struct EnvelopeTests {
    @Test func keysAreSortedAndAbsentMembersLeftOut() throws {
        let envelope = Envelope(data: ["b": 1, "a": nil], job: JobID("j1"))
        #expect(
            String(decoding: envelope.utf8, as: UTF8.self)
                == #"{"data":{"a":null,"b":1},"jobId":"j1","retcode":0,"retmsg":"success"}"#)
    }

    @Test(arguments: [
        ("/v1/no/such", "<NotFound '404: Not Found'>"), ("/", "<NotFound '404: Not Found'>"),
    ])
    func unknownPaths(_ path: String, _ message: String) async throws {
        let answer = try await TestAPI().post(path, [:])
        #expect(answer.status == 200)
        #expect(answer.code == 100)
        #expect(answer.message == message)
    }

    @Test func wrongMethods() async throws {
        let answer = try await TestAPI().ask(.get, "/v1/job/query")
        #expect(answer.code == 100)
        #expect(answer.message == "<MethodNotAllowed '405: Method Not Allowed'>")
    }

    @Test(arguments: ["{\"job_id\":", "", "[1]", "text"])
    func bodiesThatAreNoObject(_ body: String) async throws {
        let answer = try await TestAPI().ask(.post, "/v1/job/query", Array(body.utf8))
        #expect(answer.status == 200)
        #expect(answer.code == 100)
    }

    @Test func someCallsComeWithoutABody() async throws {
        let api = try await TestAPI()
        let answer = try await api.ask(.post, "/v1/version/get")
        #expect(answer.data == ["API": "v1", "FATE": "1.11.2"])
        let unknown = try await api.post("/v1/version/get", ["module": "NOPE"])
        #expect(unknown.status == 404)
        #expect(unknown.code == 404)
    }

    @Test func aTrailingSlashAndAnyContentTypeAreTolerated() async throws {
        let answer = try await TestAPI().ask(
            .post, "/v1/job/query/", Array("{}".utf8), headers: [.contentType: "text/plain"])
        #expect(answer.code == 0)
        #expect(answer.data == [])
        #expect(answer.message == "no job could be found")
    }

    @Test func missingArgumentsAreNamed() async throws {
        let answer = try await TestAPI().post("/v1/pipeline/dag/dependency", ["job_id": "x"])
        #expect(answer.code == 101)
        #expect(answer.message == "required argument are missing: role,party_id; ")
    }

    @Test func largeBodiesAreRefused() async throws {
        let api = try await TestAPI(limits: APILimits(jsonBytesMax: 100))
        let answer = try await api.post(
            "/v1/job/query", ["x": .string(String(repeating: "x", count: 100))])
        #expect(answer.code == 100)
        #expect(answer.message == "the body is larger than 100 bytes")
    }
}
