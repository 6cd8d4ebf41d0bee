import Domain
import EventStore
import Federation
import HTTPTypes
import Journal
import Scheduler
import Synchronization
import TestKit
import Testing
import Wire

@testable import API

/// Models of jobs over three sites: deployed at all of them, used by predict jobs over all of them.
@Suite(.serialized) struct DeploySitesTests {
    typealias Sites = SimulatedFederation

    private let dsl: JSONValue = [
        "components": [
            "a": ["module": "Noop", "output": ["data": ["data"], "model": ["m"]]],
            "b": [
                "module": "Noop", "input": ["data": ["train_data": ["a.data"]]],
                "output": ["data": ["data"], "model": ["m"]],
            ],
        ]
    ]

    /// The model's name and version, once a job has trained it.
    private func train(_ sites: Sites) async throws -> JSONObject {
        let answer = try await sites.guest.post(
            "/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": Sites.conf()])
        let job = try #require(answer.members["jobId"]?.string.flatMap { JobID($0) })
        _ = try await sites.end(of: job)
        try await sites.check(job)
        return try #require(answer.data?.object?["model_info"]?.object)
    }

    private func heads(_ sites: Sites) -> [Position] {
        Sites.parties.map { sites.sites[$0]!.site.log.head }
    }

    /// The model of a version at a party's own site.
    private func model(
        _ data: JSONObject?, at party: Party, _ sites: Sites
    ) async throws -> ModelState {
        let version = data?["model_version"]?.string ?? ""
        let id = ModelID.of(data?["model_id"]?.string ?? "", for: party)
        let name = try #require(ModelName(partyModelID: id, version: version))
        return try await sites.sites[party]!.site.journal.state(
            of: ModelDecider.self, .model(name))
    }

    private func predict(_ data: JSONObject?) -> JSONValue {
        var conf = Sites.conf().object ?? [:]
        conf["job_parameters"] = [
            "common": [
                "job_type": "predict", "task_cores": 4,
                "model_id": data?["model_id"] ?? .null,
                "model_version": data?["model_version"] ?? .null,
            ]
        ]
        return .object(conf)
    }

    @Test func aModelIsDeployedAtAllItsSitesAndUsed() async throws {
        let sites = try await Sites()
        try await sites.running {
            let trained = try await train(sites)
            let answer = try await sites.guest.post("/v1/model/deploy", .object(trained))
            #expect(answer.code == 0, "\(answer.message)")
            let data = answer.data?.object
            for party in Sites.parties {
                #expect(
                    data?[party.role.rawValue]?.object?[party.id.description] == 0, "\(party)")
                let model = try await model(data, at: party, sites)
                let parent = trained["model_version"]?.string
                #expect(model.deployment?.parentVersion == parent)
                #expect(Set(model.components.keys.map(\.text)) == ["a", "b"])
            }
            let carried = sites.network.carried
            #expect(carried.filter { $0 == PartyCalls.deployCheck }.count == 2)
            #expect(carried.filter { $0 == PartyCalls.deploy }.count == 2)
            let used = try await sites.guest.post(
                "/v1/job/submit", ["job_runtime_conf": predict(data)])
            #expect(used.code == 0, "\(used.message)")
            let job = try #require(used.members["jobId"]?.string.flatMap { JobID($0) })
            let end = try await sites.end(of: job)
            #expect(end.status == .success, "\(end.reason)")
            try await sites.check(job)
            for party in Sites.parties {
                let orders = await sites.sites[party]!.simulated.launcher.orders
                for order in orders where order.task.job == job {
                    #expect(
                        order.models.map(\.model.digest) == [
                            ScriptedLauncher.digest(of: order.task.component, at: party)
                        ])
                }
                #expect(orders.filter { $0.task.job == job }.count == 2)
            }
        }
    }

    @Test(arguments: [SimulatedNetwork.Verdict.refuse, .lose])
    func whileASiteIsAwayNobodyDeploys(_ verdict: SimulatedNetwork.Verdict) async throws {
        let sites = try await Sites()
        try await sites.running {
            let trained = try await train(sites)
            sites.network.judge { _, address in
                address == Sites.address(Sites.host) ? verdict : .carry
            }
            let before = heads(sites)
            let answer = try await sites.guest.post("/v1/model/deploy", .object(trained))
            #expect(answer.code == 101)
            #expect(answer.message.hasPrefix("failed: nothing was deployed; host:10000: "))
            #expect(answer.message.contains(Sites.address(Sites.host)))
            let data = answer.data?.object
            #expect(data?["host"] == ["10000": 104])
            #expect(data?["guest"] == ["9999": 103] && data?["arbiter"] == ["9998": 103])
            #expect(heads(sites) == before)
            sites.network.heal()
            let again = try await sites.guest.post("/v1/model/deploy", .object(trained))
            #expect(again.code == 0, "\(again.message)")
        }
    }

    /// Who has deployed when a site goes away in between is said, and no predict job finds it.
    @Test func aSiteThatGoesAwayMeanwhileIsSaidExactly() async throws {
        let sites = try await Sites()
        try await sites.running {
            let trained = try await train(sites)
            sites.network.judge { request, address in
                request.path == PartyCalls.deploy && address == Sites.address(Sites.host)
                    ? .lose : .carry
            }
            let answer = try await sites.guest.post("/v1/model/deploy", .object(trained))
            #expect(answer.code == 101)
            #expect(answer.message.hasPrefix("failed: only arbiter:9998 deployed"))
            let data = answer.data?.object
            #expect(data?["arbiter"] == ["9998": 0])
            #expect(data?["host"] == ["10000": 104] && data?["guest"] == ["9999": 103])
            #expect(try await model(data, at: Sites.arbiter, sites).deployment != nil)
            for party in [Sites.guest, Sites.host] {
                #expect(try await model(data, at: party, sites).deployment == nil)
            }
            let used = try await sites.guest.post(
                "/v1/job/submit", ["job_runtime_conf": predict(data)])
            #expect(used.code == 103 && used.message.contains("unknown_model"))
        }
    }

    @Test func anAnswerThatGotLostIsAskedForAgain() async throws {
        let sites = try await Sites()
        try await sites.running {
            let trained = try await train(sites)
            let first = FirstCall()
            sites.network.judge { request, _ in
                request.path == PartyCalls.deploy && first.isFirst ? .loseAnswer : .carry
            }
            let answer = try await sites.guest.post("/v1/model/deploy", .object(trained))
            #expect(answer.code == 0, "\(answer.message)")
            #expect(sites.network.carried.filter { $0 == PartyCalls.deploy }.count == 3)
            for party in Sites.parties {
                let api = sites.sites[party]!
                try await api.site.settle()
                let rows = try await api.post(
                    "/v1/model/query",
                    ["model_version": answer.data?.object?["model_version"] ?? .null])
                #expect(rows.data?.array?.count == 1, "\(party)")
                #expect(try await api.simulated.rowsFollowFromTheLog())
            }
        }
    }

    /// A component that failed at one party has left nothing there that could be deployed.
    @Test func aPartyThatLacksTheModelIsNamed() async throws {
        let sites = try await Sites { order in
            order.task.component.text == "b" && order.party.role == .host ? .die : .succeed
        }
        try await sites.running {
            let trained = try await train(sites)
            let before = heads(sites)
            let answer = try await sites.guest.post("/v1/model/deploy", .object(trained))
            #expect(answer.code == 101)
            #expect(answer.message.contains("of host:10000 has nothing that b has trained"))
            #expect(answer.data?.object?["host"] == ["10000": 103])
            #expect(heads(sites) == before)
            var part = trained
            part["cpn_list"] = ["a"]
            let without = try await sites.guest.post("/v1/model/deploy", .object(part))
            #expect(without.code == 0, "\(without.message)")
        }
    }

    @Test func onlyTheInitiatorsSiteDeploys() async throws {
        let sites = try await Sites()
        try await sites.running {
            let trained = try await train(sites)
            let answer = try await sites.host.post("/v1/model/deploy", .object(trained))
            #expect(answer.status == 404)
            #expect(answer.message.contains("deploy it at the site of guest:9999"))
        }
    }

    /// What `deploy/do` says to strangers, to questions that cannot be meant, and to FATE 1.x.
    @Test func theCallsOfOtherSitesAreChecked() async throws {
        let sites = try await Sites()
        try await sites.running {
            let trained = try await train(sites)
            func ask(
                _ members: JSONObject, from caller: PartyID = Sites.guest.id
            ) async throws -> TestAPI.Answer {
                var body = trained
                body["child_model_version"] = "202611210000000000000"
                body["local"] = ["role": "host", "party_id": 10000]
                for (name, value) in members { body[name] = value }
                return try await sites.host.ask(
                    .post, PartyCalls.deploy, JSONValue.object(body).utf8(),
                    headers: PartyCallTests().headers(caller))
            }
            let before = heads(sites)
            #expect(try await ask([:], from: Sites.arbiter.id).code == 108)
            for (members, code, word) in [
                (["local": ["role": "arbiter", "party_id": 9998]], 103, "does not live"),
                (["local": ["role": "host"]], 101, "role and party_id"),
                (["child_model_version": "a/b"], 101, "must be a job id"),
                (["model_version": "77"], 101, "has no model"),
                (["cpn_list": ["z"]], 101, "deploy_unknown_component"),
            ] as [(JSONObject, Int, String)] {
                let answer = try await ask(members)
                #expect(answer.code == code, "\(answer.message)")
                #expect(answer.message.contains(word), "\(answer.message)")
            }
            #expect(heads(sites) == before)
            #expect(try await ask(["cpn_list": ["a"]]).code == 0)
            let other = try await ask([:])
            #expect(other.code == 103)
            #expect(other.message.contains("version already"))
        }
    }
}

/// Tells the first call from those that follow.
private final class FirstCall: Sendable {
    private let count = Mutex(0)

    var isFirst: Bool {
        count.withLock { count in
            count += 1
            return count == 1
        }
    }
}
