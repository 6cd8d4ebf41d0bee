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

/// Why a job waits whose parties live at several sites, as `job/why` says at each of them.
@Suite(.serialized) struct WhySitesTests {
    typealias Sites = SimulatedFederation

    static let memory = 1 << 30

    /// Sites whose workers hang in jobs that ``submitHolder(_:)`` submits.
    func sites(_ cores: [Party: Int] = [Sites.host: 4, Sites.arbiter: 4]) async throws -> Sites {
        try await Sites(cores: cores) { order in
            order.plan.parameters.contains("milliseconds\":1") ? .hang : .succeed
        }
    }

    /// A job that wants 4 cores of every party, and memory where engines count that.
    func conf(holds: Bool) -> JSONValue {
        var conf = Sites.conf().object ?? [:]
        conf["job_parameters"] = [
            "common": [
                "task_cores": 4, "task_parallelism": 1, "task_memory": .integer(Int64(Self.memory)),
            ]
        ]
        if holds { conf["component_parameters"] = ["common": ["a": ["milliseconds": 1]]] }
        return .object(conf)
    }

    /// A job that keeps what it has, and runs.
    func submitHolder(_ sites: Sites) async throws -> JobID {
        let job = try await sites.submit(JobDocuments.dsl(["a": []]), conf(holds: true))
        for try await _ in sites.guest.site.log.subscribe(after: .origin) {
            let state = try await sites.guest.site.journal.state(of: JobDecider.self, .job(job))
            if state.status == .running { break }
        }
        return job
    }

    func resize(_ site: TestAPI, cores: Int, memory: Int = 0) async throws {
        let size = EngineSize(kind: "STANDALONE", cores: cores, memory: memory, nodes: 1)
        try await site.site.journal.execute(
            .register(size), by: EngineDecider.self, on: .engine("standalone"),
            site.simulated.context)
    }

    func why(_ job: JobID, _ site: TestAPI, at position: Position? = nil) async throws -> JSONObject
    {
        let at = position.map { "&at=\($0.number)" } ?? ""
        let answer = try await site.ask(.get, "/v1/job/why?job_id=\(job)\(at)")
        #expect(answer.code == 0, "\(answer.message)")
        return answer.data?.object ?? [:]
    }

    /// Asks the guest's site until it gives as many reasons.
    func reasons(_ count: Int, of job: JobID, _ sites: Sites) async throws -> [JSONObject] {
        for try await _ in sites.guest.site.log.subscribe(after: .origin) {
            let answer = try await why(job, sites.guest)
            let reasons = (answer["reasons"]?.array ?? []).compactMap(\.object)
            if reasons.count == count { return reasons }
        }
        throw CancellationError()
    }

    func stop(_ jobs: JobID..., at sites: Sites) async throws {
        for job in jobs {
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            _ = try await sites.end(of: job)
        }
        for job in jobs { try await sites.check(job) }
    }

    /// The host lacks two things, and the arbiter does not answer.
    @Test func allThatAllPartiesLackIsTold() async throws {
        let sites = try await sites()
        try await sites.running {
            try await resize(sites.host, cores: 4, memory: Self.memory)
            let first = try await submitHolder(sites)
            sites.network.judge { request, address in
                let isReservation = request.path.hasSuffix("/resource/apply")
                return isReservation && address == Sites.address(Sites.arbiter) ? .lose : .carry
            }
            let second = try await sites.submit(JobDocuments.dsl(["a": []]), conf(holds: false))
            let reasons = try await reasons(3, of: second, sites)
            let words = reasons.map { "\($0["code"]?.string ?? "") \($0["party"]?.string ?? "")" }
            #expect(words == ["cores host:10000", "memory host:10000", "unreachable arbiter:9998"])
            for reason in reasons.prefix(2) {
                let text = reason["text"]?.string ?? ""
                #expect(text.hasSuffix("free; held by \(first)"), "\(text)")
            }
            #expect(reasons.allSatisfy { $0["since"]?.integer != nil })
            #expect(reasons.map { $0["unit"] ?? .null } == ["cores", "bytes", .null])
            let wanted = JSONValue.integer(Int64(Self.memory))
            #expect(reasons.map { $0["wanted"] ?? .null } == [4, wanted, .null])
            #expect(reasons.map { $0["available"] ?? .null } == [0, 0, .null])
            sites.network.heal()
            try await stop(second, first, at: sites)
        }
    }

    /// A FATE-Flow 1.x peer says no without a reason of ours.
    @Test func whatAPeerSaysWithoutReasonsIsToldInItsWords() async throws {
        let sites = try await sites()
        try await sites.running {
            sites.network.judge { request, address in
                let isReservation = request.path.hasSuffix("/resource/apply")
                return isReservation && address == Sites.address(Sites.host)
                    ? .answer(#"{"retcode": 103, "retmsg": "apply for job resource failed"}"#)
                    : .carry
            }
            let job = try await sites.submit(JobDocuments.dsl(["a": []]), conf(holds: false))
            let reason = try #require(try await reasons(1, of: job, sites).first)
            #expect(reason["code"] == "refused" && reason["party"] == "host:10000")
            #expect(reason["text"] == "host:10000: apply for job resource failed")
            #expect(reason["since"]?.integer != nil)
            #expect(reason["change"] == "what the party says that it lacks")
            sites.network.heal()
            try await stop(job, at: sites)
        }
    }

    /// What the host's engine has and who holds it is what the host's site says; the guest's engine
    /// has other sizes and other holders.
    @Test func whoHoldsTheCoresOfAnotherSiteIsKnown() async throws {
        let sites = try await sites()
        try await sites.running {
            let first = try await submitHolder(sites)
            let second = try await sites.submit(JobDocuments.dsl(["a": []]), conf(holds: false))
            let reason = try #require(try await reasons(1, of: second, sites).first)
            #expect(reason["code"] == "cores" && reason["party"] == "host:10000")
            #expect(reason["total"] == 4)
            let holder: JSONValue = ["cores": 4, "job_id": .string(first.text), "memory": 0]
            #expect(reason["held_by"] == [holder])
            #expect(reason["change"] == .string("the end of job \(first)"))
            // The guest's engine would do, for ever; the host's does no more.
            try await resize(sites.host, cores: 2)
            for try await _ in sites.guest.site.log.subscribe(after: .origin) {
                let answer = try await why(second, sites.guest)
                let reason = answer["reasons"]?.array?.first?.object
                guard reason?["total"] == 2 else { continue }
                let change = reason?["change"]?.string ?? ""
                #expect(change.hasPrefix("it can never start: the engine has 2 cores"), "\(change)")
                break
            }
            let then = sites.guest.site.log.head
            try await resize(sites.host, cores: 4)
            try await stop(second, first, at: sites)
            let past = try await why(second, sites.guest, at: then)
            #expect(past["reasons"]?.array?.first?.object?["total"] == 2)
        }
    }

    /// What a site reads that tells one reason only, and what it is told by one that tells several.
    @Test func onePartyLacksSeveralThingsInOneAnswer() async throws {
        let sites = try await sites()
        try await sites.running {
            try await resize(sites.host, cores: 4, memory: Self.memory)
            let first = try await submitHolder(sites)
            let second = try await sites.submit(JobDocuments.dsl(["a": []]), conf(holds: false))
            _ = try await reasons(2, of: second, sites)
            let path = PartyCalls.Subject.job(second, Sites.host).path
            var headers: HTTPFields = [:]
            headers[HTTPField.Name(PartyHeaders.source)!] = "\(Sites.guest.id)"
            let answer = try await sites.host.ask(
                .post, "\(path)/resource/apply", headers: headers)
            let reasons = try WaitReason.refusal(in: answer.data, of: Sites.host)
            #expect(reasons.map(\.code) == [.cores, .memory])
            let amount = ResourceAmount(cores: 4, memory: Self.memory)
            let holder = JobFinding.Holder(job: first, amount: amount)
            #expect(
                reasons.map(\.engine)
                    == Array(
                        repeating: EngineStanding(total: amount, holders: [holder]), count: 2))
            var old = try #require(answer.data?.object)
            old["reasons"] = nil
            #expect(try WaitReason.refusal(in: .object(old), of: Sites.host) == [reasons[0]])
            try await stop(second, first, at: sites)
        }
    }

    /// Whatever numbers another site sends, saying what would help must not bring this one down.
    @Test func absurdNumbersAreNoHarm() throws {
        let absurd: JSONValue = [
            "reasons": [
                [
                    "code": "cores", "wanted_cores": .integer(.max), "free_cores": -1,
                    "jobs": [], "text": "",
                    "engine": [
                        "total_cores": .integer(.max), "total_memory": .integer(.min),
                        "held_by": [],
                    ],
                ]
            ]
        ]
        let reason = try #require(try WaitReason.refusal(in: absurd, of: Sites.host).first)
        #expect(reason.free.cores == 0)
        #expect(reason.engine?.total == ResourceAmount(cores: .max, memory: 0))
        let kept = Shortfall(
            of: .cores, wanted: .max, free: -1, total: .max, holders: [])
        #expect(kept.change.hasSuffix("more"))
    }

    @Test func whatAnOlderSiteSaysIsRead() throws {
        let old: JSONValue = [
            "reason": [
                "code": "cores", "wanted_cores": 4, "free_cores": 2, "jobs": [],
                "text": "2 are free",
            ]
        ]
        let wanted = ResourceAmount(cores: 4)
        let reason = WaitReason(
            code: .cores, party: Sites.host, wanted: wanted, free: ResourceAmount(cores: 2),
            text: "2 are free")
        #expect(try WaitReason.refusal(in: old, of: Sites.host) == [reason])
        #expect(try WaitReason.refusal(in: nil, of: Sites.host) == [])
        #expect(try WaitReason.refusal(in: ["reason": .null], of: Sites.host) == [])
        #expect(throws: FieldError.self) {
            try WaitReason.refusal(in: ["reasons": [["code": "moon"]]], of: Sites.host)
        }
    }
}
