import Domain
import EventStore
import Foundation
import HTTPTypes
import Journal
import Scheduler
import Storage
import TestKit
import Testing

@testable import API

/// `job/clean` over HTTP.
@Suite struct JobCleanTests {
    private let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
    private let guest = Party(.guest, PartyID(9999))

    private func submit(
        _ api: TestAPI, _ dsl: JSONValue, _ conf: JSONValue = JobDocuments.conf()
    ) async throws -> JobID {
        let answer = try await api.post(
            "/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
        return try #require(
            answer.members["jobId"]?.string.flatMap { JobID($0) }, "\(answer.message)")
    }

    private func clean(
        _ job: JobID, _ members: JSONObject = [:], _ api: TestAPI
    ) async throws -> TestAPI.Answer {
        var body = members
        body["job_id"] = .string(job.text)
        return try await api.post("/v1/job/clean", .object(body))
    }

    /// The names of the output tables that rows tell of, `role component`.
    private func outputs(
        _ job: JobID, _ api: TestAPI, at: JSONValue = .null
    ) async throws -> [String] {
        let rows = try await api.post(
            "/v1/job/data/view/query", ["job_id": .string(job.text), "at": at])
        return (rows.data?.array ?? []).compactMap(\.object).map {
            "\($0["f_role"]?.string ?? "") \($0["f_component_name"]?.string ?? "")"
        }.sorted()
    }

    private func metric(
        _ job: JobID, _ component: String, _ api: TestAPI
    ) async throws -> JSONValue? {
        try await api.post(
            "/v1/tracking/component/metric/all",
            [
                "job_id": .string(job.text), "component_name": .string(component),
                "role": "guest", "party_id": 9999,
            ]
        ).data
    }

    private func log(_ job: JobID, _ component: String, _ api: TestAPI) async throws {
        let task = TaskID(job: job, component: Samples.name(component), version: 0)
        try await api.site.workers.log(
            MetricPoints(namespace: "train", name: "loss", points: [.init(key: 0, value: 0.5)]),
            of: task, guest)
    }

    @Test func whatIsNamedGoesAndThePastKeepsIt() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api, dsl)
            _ = try await api.simulated.end(of: job)
            for component in ["a", "b"] { try await log(job, component, api) }
            try await api.site.settle()
            let early = JSONValue.integer(Int64(api.site.log.head.number))
            let all = ["guest a", "guest b", "host a", "host b"]
            #expect(try await outputs(job, api) == all)
            let one = try await clean(job, ["role": "guest", "component_name": "a"], api)
            #expect(one.code == 0, "\(one.message)")
            #expect(
                one.data?.object?["parties"] == [
                    ["components": ["a"], "kept": [], "party": "guest:9999", "tables": 1]
                ])
            #expect(try await outputs(job, api) == ["guest b", "host a", "host b"])
            #expect(try await outputs(job, api, at: early) == all)
            #expect(try await metric(job, "a", api) == [:])
            #expect(try await metric(job, "b", api)?.object?.isEmpty == false)
            let rest = try await clean(job, [:], api)
            #expect(rest.code == 0)
            #expect(try await outputs(job, api) == [])
            let nothing = try await clean(job, [:], api)
            #expect(nothing.code == 0)
            #expect(
                nothing.data?.object?["parties"]?.array?.first == [
                    "components": [], "kept": [], "party": "guest:9999", "tables": 0,
                ])
            let preview = try await api.post(
                "/v1/tracking/component/output/data",
                [
                    "job_id": .string(job.text), "component_name": "a", "role": "guest",
                    "party_id": 9999,
                ])
            #expect(preview.message == "no data")
            #expect(try await api.simulated.rowsFollowFromTheLog())
        }
    }

    @Test func aJobThatHasNotEndedIsRefused() async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let job = try await submit(api, dsl)
            let answer = try await clean(job, [:], api)
            #expect(answer.code == 103)
            #expect(answer.message.contains("stop it first"), "\(answer.message)")
            _ = try await api.post("/v1/job/stop", ["job_id": .string(job.text)])
            _ = try await api.simulated.end(of: job)
            #expect(try await clean(job, [:], api).code == 0)
            let stranger = try await clean(job, ["component_name": "z"], api)
            #expect(
                stranger.code == 100 && stranger.message.hasPrefix("Exception('no found task')"))
            let unknown = try await clean(JobID("202611210000000000000")!, [:], api)
            #expect(unknown.message.hasPrefix("Exception('no found task')"))
        }
    }

    /// b reads what a has made: a runs again with it, though nobody forces it to.
    @Test func aRerunMakesAgainWhatIsGone() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api, dsl)
            _ = try await api.simulated.end(of: job)
            #expect(try await clean(job, ["component_name": "a"], api).code == 0)
            let rerun = try await api.post(
                "/v1/job/rerun",
                ["job_id": .string(job.text), "component_name": ["b"], "force": true])
            #expect(rerun.code == 0, "\(rerun.message)")
            for try await _ in api.site.log.subscribe(after: .origin) {
                let state = try await api.site.journal.state(of: JobDecider.self, .job(job))
                guard state.round == 1, state.isClosed else { continue }
                #expect(state.status == .success, "\(state.reason)")
                #expect(state.tasks.values.allSatisfy { $0.version == 1 })
                break
            }
            try await api.site.settle()
            #expect(try await outputs(job, api).filter { $0 == "guest a" }.count == 1)
        }
    }

    @Test func filesGoWhenNothingRefersToThem() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api, dsl)
            _ = try await api.simulated.end(of: job)
            let state = try await api.site.journal.state(
                of: PartyDecider.self, .party(job, guest))
            let tables = state.runs.values.flatMap { $0.result?.tables ?? [] }.map(\.table)
            #expect(tables.count == 2)
            // One of them has rows of its own, the other those of an uploaded table.
            let own = try content([1], api)
            let shared = try content([2], api)
            try await write(tables[0], own, api)
            try await write(tables[1], shared, api)
            try await write(TableName(namespace: "experiment", name: "kept")!, shared, api)
            #expect(try await clean(job, [:], api).code == 0)
            #expect(throws: StorageError.self) { try api.site.tables.open(own) }
            #expect(try api.site.tables.open(shared).count == 1)
        }
    }

    private func content(_ key: [UInt8], _ api: TestAPI) throws -> TableContent {
        try api.site.tables.write(
            schema: TableSchema(kind: .keys, idName: "id", header: []), partitions: 1,
            rows: [(key: key, value: [])])
    }

    private func write(
        _ name: TableName, _ content: TableContent, _ api: TestAPI
    ) async throws {
        try await api.site.journal.execute(
            .write(
                name, content, origin: TableOrigin(kind: "upload", task: "t"), replacing: true),
            by: TableDecider.self, on: .table(name), api.simulated.context)
    }

    @Test func aTableThatAnotherJobReadsStays() async throws {
        let api = try await TestAPI { order in
            order.task.component.text == "reader_0" ? .hang : .succeed
        }
        try await api.simulated.running {
            let job = try await submit(api, dsl)
            _ = try await api.simulated.end(of: job)
            let state = try await api.site.journal.state(
                of: PartyDecider.self, .party(job, guest))
            let table = try #require(state.runs[Samples.name("a")]?.result?.tables.first?.table)
            let reading: JSONValue = [
                "table": ["namespace": .string(table.namespace), "name": .string(table.name)]
            ]
            var conf = JobDocuments.conf().object ?? [:]
            conf["component_parameters"] = ["common": ["reader_0": reading]]
            let reader = try await submit(
                api,
                ["components": ["reader_0": ["module": "Reader", "output": ["data": ["data"]]]]],
                .object(conf))
            let answer = try await clean(job, ["component_name": "a"], api)
            let parties = answer.data?.object?["parties"]?.array ?? []
            #expect(parties.first?.object?["kept"] == [.string(table.description)])
            #expect(try await outputs(job, api).contains("guest a"))
            _ = try await api.post("/v1/job/stop", ["job_id": .string(reader.text)])
            _ = try await api.simulated.end(of: reader)
            #expect(try await clean(job, ["component_name": "a"], api).code == 0)
            #expect(try await !outputs(job, api).contains("guest a"))
        }
    }
}
