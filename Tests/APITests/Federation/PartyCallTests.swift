import Domain
import EventStore
import Federation
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing
import Wire

@testable import API

/// What a site says to calls of other sites that it should not follow, and to messages for its
/// workers.
@Suite(.serialized) struct PartyCallTests {
    typealias Sites = SimulatedFederation

    func headers(_ party: PartyID?) -> HTTPFields {
        var headers: HTTPFields = [:]
        headers[HTTPField.Name(PartyHeaders.source)!] = party?.description
        return headers
    }

    @Test func onlyTheInitiatorMayAskForItsJob() async throws {
        let sites = try await Sites { _ in .hang }
        try await sites.running {
            let job = try await sites.submit()
            let path = PartyCalls.Subject.job(job, Sites.host).path
            for stranger in [nil, Sites.arbiter.id] {
                let answer = try await sites.host.ask(
                    .post, "\(path)/status/success", headers: headers(stranger))
                #expect(answer.code == 108)
            }
            let elsewhere = try await sites.arbiter.ask(
                .post, "\(path)/status/success", headers: headers(Sites.guest.id))
            #expect(elsewhere.code == 103)
            #expect(elsewhere.message.contains("does not live at this site"))
            let report = PartyCalls.Subject.initiatorOfTask(
                TaskID(job: job, component: Samples.name("a"), version: 0), Sites.host
            ).path
            let forged = try await sites.guest.ask(
                .post, "\(report)/report", Array(#"{"party_status": "failed"}"#.utf8),
                headers: headers(Sites.arbiter.id))
            #expect(forged.code == 108)
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            #expect(try await sites.end(of: job).status == .canceled)
        }
    }

    /// A job that nobody could report to, or that claims this site as its initiator's, is refused.
    @Test func aJobNeedsAnInitiatorThatCanBeReached() async throws {
        let sites = try await Sites()
        try await sites.running {
            let path = PartyCalls.Subject.job(Samples.job, Sites.host).path
            for (initiator, code) in [(10000, 108), (77, 103)] {
                var conf = Sites.conf().object!
                let id = JSONValue.integer(Int64(initiator))
                conf["initiator"] = ["role": "guest", "party_id": id]
                conf["role"] = ["guest": [id], "host": [10000]]
                let body: JSONValue = [
                    "dsl": JobDocuments.dsl(["a": []]), "runtime_conf": .object(conf),
                ]
                let answer = try await sites.host.ask(
                    .post, "\(path)/create", body.utf8(), headers: headers(PartyID(initiator)))
                #expect(answer.code == code, "\(answer.message)")
            }
            #expect(try await sites.state(of: Samples.job, Sites.host).creation == nil)
        }
    }

    @Test func anotherBodyThanWasSentIsRefused() async throws {
        let sites = try await Sites()
        try await sites.running {
            let path = PartyCalls.Subject.job(Samples.job, Sites.host).path
            var body: JSONObject = ["attempt": 1]
            PartyExtras(site: "bank", digest: String(repeating: "00", count: 32)).add(to: &body)
            let answer = try await sites.host.ask(
                .post, "\(path)/resource/apply", JSONValue.object(body).utf8(),
                headers: headers(Sites.guest.id))
            #expect(answer.code == 101)
            #expect(answer.message.contains("digest"))
        }
    }

    /// A peer of FATE 1.x sends none of our members and gets its answers.
    @Test func aPeerOfFATEOneIsAnswered() async throws {
        let sites = try await Sites()
        try await sites.running {
            let path = PartyCalls.Subject.job(Samples.job, Sites.host).path
            let body: JSONValue = [
                "job_id": .string(Samples.job.text), "dsl": JobDocuments.dsl(["a": []]),
                "runtime_conf": Sites.conf(), "role": "guest", "party_id": 9999,
            ]
            func post(_ end: String, _ body: JSONValue = [:]) async throws -> TestAPI.Answer {
                try await sites.host.ask(
                    .post, "\(path)/\(end)", body.utf8(), headers: headers(Sites.guest.id))
            }
            let created = try await post("create", body)
            #expect(created.code == 0, "\(created.message)")
            #expect(
                created.data?.object?["components"] == ["a": ["need_run": true]])
            for end in [
                "align", "dependence/check", "resource/apply", "start", "status/running", "update",
                "model", "resource/return", "stop/canceled", "status/canceled", "clean",
            ] {
                let answer = try await post(end)
                #expect(answer.code == 0, "\(end): \(answer.message)")
            }
            let engine = try await sites.host.site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            #expect(engine.holdings.isEmpty)
        }
    }

    /// A whole task, by the calls that a coordinator of FATE-Flow 1.11 makes, and nothing of ours.
    @Test func aTaskRunsForACoordinatorOfFATEOne() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = PartyCalls.Subject.job(Samples.job, Sites.host).path
            let task = PartyCalls.Subject.task(
                TaskID(job: Samples.job, component: Samples.name("a"), version: 0), Sites.host
            ).path
            func post(_ path: String, _ body: JSONValue = [:]) async throws -> JSONObject? {
                let answer = try await sites.host.ask(
                    .post, path, body.utf8(), headers: headers(Sites.guest.id))
                #expect(answer.code == 0, "\(path): \(answer.message)")
                return answer.data?.object
            }
            _ = try await post(
                "\(job)/create",
                [
                    "job_id": .string(Samples.job.text), "dsl": JobDocuments.dsl(["a": []]),
                    "runtime_conf": Sites.conf(), "role": "guest", "party_id": 9999,
                ])
            for end in ["resource/apply", "start"] { _ = try await post("\(job)/\(end)") }
            #expect(try await post("\(task)/collect")?["party_status"] == "waiting")
            for end in ["start", "status/running", "update"] {
                _ = try await post("\(task)/\(end)")
            }
            for try await _ in sites.host.simulated.log.subscribe(after: .origin)
            where try await post("\(task)/collect")?["party_status"] == "success" { break }
            for end in ["status/success", "clean/metrics"] { _ = try await post("\(task)/\(end)") }
            for end in ["status/success", "model"] { _ = try await post("\(job)/\(end)") }
            let engine = try await sites.host.site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            #expect(engine.holdings.isEmpty)
        }
    }

    @Test func messagesOfWorkersFindTheirWayOnce() async throws {
        var faults = SimulatedNetwork.Faults()
        faults.lostAnswers = 40
        faults.repeated = 40
        faults.delayMillisecondsMax = 50
        let sites = try await Sites(seed: 7, faults: faults) { _ in .hang }
        try await sites.running {
            let job = try await sites.submit(JobDocuments.dsl(["a": []]))
            let task = TaskID(job: job, component: Samples.name("a"), version: 0)
            let (guest, host) = (Sites.guest, Sites.host)
            for number in 0..<8 {
                try await sites.guest.site.delivery.push(
                    [UInt8(number)], from: guest, to: host, name: "gradient", tag: "\(number)",
                    task: task)
            }
            for number in (0..<8).reversed() {
                let bytes = try await sites.host.site.messages.pull(
                    from: guest, to: host, name: "gradient", tag: "\(number)", task: task)
                #expect(bytes == [UInt8(number)])
            }
            await #expect(throws: MessageError.self) {
                try await sites.guest.site.delivery.push(
                    [99], from: guest, to: host, name: "gradient", tag: "0", task: task)
            }
            sites.network.heal()
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            _ = try await sites.end(of: job)
        }
    }

    @Test func aMessageToASiteThatIsAwayIsTriedAndThenLeftToTheWorker() async throws {
        let sites = try await Sites { _ in .hang }
        try await sites.running {
            let job = try await sites.submit(JobDocuments.dsl(["a": []]))
            let task = TaskID(job: job, component: Samples.name("a"), version: 0)
            sites.network.judge { request, _ in
                request.path.contains("/message/") ? .refuse : .carry
            }
            let error = await #expect(throws: MessageError.self) {
                try await sites.guest.site.delivery.push(
                    [1], from: Sites.guest, to: Sites.host, name: "g", tag: "", task: task)
            }
            #expect(error?.code == .unreachable)
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            _ = try await sites.end(of: job)
        }
    }
}
