import Domain
import EventStore
import Federation
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// `job/check`, and the same in the answer of `job/submit`.
@Suite struct JobCheckTests {
    private let chain = JobDocuments.dsl(["a": [], "b": ["a"]])

    private func body(_ dsl: JSONValue, _ conf: JSONValue) -> JSONValue {
        ["job_dsl": dsl, "job_runtime_conf": conf]
    }

    private func codes(_ check: JSONValue?) -> [String] {
        (check?.object?["findings"]?.array ?? []).map {
            "\($0.object?["party"]?.string ?? "-") \($0.object?["code"]?.string ?? "")"
        }
    }

    @Test func aJobThatCanRun() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let head = api.simulated.log.head
            let answer = try await api.post(
                "/v1/job/check", body(chain, JobDocuments.conf()))
            #expect(answer.code == 0)
            #expect(answer.data?.object?["can_run"] == true)
            #expect(answer.data?.object?["can_start_now"] == true)
            #expect(
                answer.data?.object?["parties"] == [
                    ["checked": true, "cores": 4, "memory": 0, "party": "guest:9999"],
                    ["checked": true, "cores": 4, "memory": 0, "party": "host:10000"],
                ])
            #expect(api.simulated.log.head == head)
        }
    }

    @Test func allThatIsMissingIsNamedAtOnce() async throws {
        let api = try await TestAPI(cores: 3)
        try await api.simulated.running {
            let dsl: JSONValue = [
                "components": [
                    "reader_0": ["module": "Reader", "output": ["data": ["data"]]],
                    "tree_0": ["module": "SecureBoost"],
                ]
            ]
            var conf = JobDocuments.conf().object ?? [:]
            conf["component_parameters"] = [
                "common": ["reader_0": ["table": ["namespace": "n", "name": "t"]]]
            ]
            let head = api.simulated.log.head
            let answer = try await api.post("/v1/job/check", body(dsl, .object(conf)))
            #expect(answer.code == 0)
            #expect(answer.data?.object?["can_run"] == false)
            #expect(
                codes(answer.data) == [
                    "guest:9999 unknown_table", "guest:9999 unknown_module",
                    "guest:9999 resources_exceeded", "host:10000 unknown_table",
                    "host:10000 unknown_module", "host:10000 resources_exceeded",
                ])
            // The submission is refused for one of them, and names all.
            let refused = try await api.post("/v1/job/submit", body(dsl, .object(conf)))
            #expect(refused.code == 103)
            #expect(codes(refused.members["check"]) == codes(answer.data))
            #expect(api.simulated.log.head == head)
        }
    }

    @Test func coresTogetherAndCoresThatOthersHold() async throws {
        let api = try await TestAPI(cores: 10) { _ in .hang }
        try await api.simulated.running {
            let large = try await api.post(
                "/v1/job/check", body(chain, JobDocuments.conf(cores: 6)))
            #expect(codes(large.data) == ["guest:9999 cores_never"])
            #expect(large.data?.object?["can_run"] == false)
            let first = try await api.post("/v1/job/submit", body(chain, JobDocuments.conf()))
            #expect(codes(first.members["check"]) == [])
            let job = first.members["jobId"] ?? .null
            for try await _ in api.simulated.log.subscribe(after: .origin) {
                let answer = try await api.post(
                    "/v1/job/check", body(chain, JobDocuments.conf()))
                guard let finding = answer.data?.object?["findings"]?.array?.first?.object else {
                    continue
                }
                #expect(answer.data?.object?["can_run"] == true)
                #expect(finding["code"] == "cores" && finding["severity"] == "waits")
                guard finding["available"] == 2 else { continue }
                #expect(finding["held_by"] == [["cores": 8, "job_id": job, "memory": 0]])
                break
            }
            _ = try await api.post("/v1/job/stop", ["job_id": job])
        }
    }

    @Test func aModelThatIsNotThere() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            var conf = JobDocuments.conf().object ?? [:]
            conf["job_parameters"] = [
                "common": ["job_type": "predict", "model_id": "m", "model_version": "1"]
            ]
            let answer = try await api.post("/v1/job/check", body([:], .object(conf)))
            #expect(answer.code == 0, "\(answer.message)")
            #expect(
                codes(answer.data) == [
                    "guest:9999 unknown_model", "guest:9999 not_checked", "host:10000 not_checked",
                ])
            #expect(answer.data?.object?["can_run"] == false)
        }
    }

    @Test func badDocumentsAreRefusedAsBySubmit() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let loop = JobDocuments.dsl(["a": ["b"], "b": ["a"]])
            for path in ["check", "submit"] {
                let answer = try await api.post(
                    "/v1/job/\(path)", body(loop, JobDocuments.conf()))
                #expect(answer.code == 103 && answer.message.contains("loop"))
                #expect(answer.members["check"] == nil)
                let empty = try await api.post("/v1/job/\(path)", [:])
                #expect(empty.code == 101 && empty.message.contains("job_runtime_conf"))
            }
        }
    }

    /// A site of FATE 1.x answers 100 to a path that it does not know; others answer with a page.
    @Test(arguments: [
        #"{"retcode": 100, "retmsg": "<NotFound '404: Not Found'>"}"#, "<html>not found</html>",
    ])
    func aPeerThatDoesNotKnowTheQuestionIsNotAnError(_ page: String) async throws {
        struct OldPeer: PartyTransport {
            let page: String
            func post(_ request: PartyRequest, to address: String) async throws -> PartyResponse {
                PartyResponse(status: 200, body: Array(page.utf8))
            }
        }
        let api = try await TestAPI(transport: OldPeer(page: page))
        try await api.simulated.running {
            for (party, route) in [(9999, PartyRoute.here), (10000, .site("http://old"))] {
                try await api.site.journal.execute(
                    .route(.party(PartyID(party)), route), by: SiteDecider.self, on: .site,
                    api.simulated.context)
            }
            let answer = try await api.post(
                "/v1/job/check", body(chain, JobDocuments.conf()))
            #expect(codes(answer.data) == ["host:10000 not_checked"])
            #expect(answer.data?.object?["can_run"] == true)
            let parties = answer.data?.object?["parties"]?.array
            #expect(parties?.last?.object?["checked"] == false)
        }
    }
}
