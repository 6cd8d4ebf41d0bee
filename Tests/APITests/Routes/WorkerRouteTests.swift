import Domain
import EventStore
import HTTPTypes
import Scheduler
import TestKit
import Testing
import Wire

@testable import API

/// The calls of a worker, and what clients see of them.
@Suite struct WorkerRouteTests {
    /// Runs a job whose workers do nothing until the test speaks for the guest's.
    func withWorker(
        _ body: @escaping @Sendable (TestAPI, WorkerOrder, String) async throws -> Void
    ) async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let answer = try await api.post(
                "/v1/job/submit",
                [
                    "job_dsl": JobDocuments.dsl(["a": []]),
                    "job_runtime_conf": JobDocuments.conf(),
                ])
            #expect(answer.code == 0)
            for try await _ in api.site.log.subscribe(after: .origin) {
                let orders = await api.simulated.launcher.orders
                guard let order = orders.first(where: { $0.party == Samples.guest }) else {
                    continue
                }
                try await body(api, order, WorkerCalls.base(of: order.task, for: order.party))
                // A coordinator waits for its workers: nothing may be left at work.
                let job = JSONValue.string(order.task.job.text)
                _ = try await api.post("/v1/job/stop", ["job_id": job])
                return
            }
        }
    }

    func ask(
        _ api: TestAPI, _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = [],
        token: String
    ) async throws -> TestAPI.Answer {
        try await api.ask(
            method, path, body, headers: [.authorization: WorkerCalls.authorization(token)])
    }

    @Test func aWrongTokenIsRefused() async throws {
        try await withWorker { api, order, base in
            let answer = try await ask(
                api, .post, "\(base)/running", Array("{}".utf8), token: "guess")
            #expect(answer.code == 109)
            let none = try await api.post("\(base)/running", [:])
            #expect(none.code == 109)
            let task = TaskID(job: order.task.job, component: Samples.name("x"), version: 0)
            let unknown = try await ask(
                api, .post, WorkerCalls.base(of: task, for: order.party) + "/running",
                Array("{}".utf8), token: order.token)
            #expect(unknown.status == 404)
        }
    }

    @Test func metricsReachTheClient() async throws {
        try await withWorker { api, order, base in
            let points = MetricPoints(
                namespace: "train", name: "loss",
                points: [10, 9, 2].map { .init(key: .integer($0), value: .number(0.5)) })
            let meta = MetricMeta(
                namespace: "train", name: "loss", type: "LOSS", attributes: ["unit_name": "iters"])
            let reports = [
                ("metrics", points.json), ("metric_meta", meta.json),
                ("progress", WorkerProgress(percent: 40).json),
            ]
            for (path, body) in reports {
                let answer = try await ask(
                    api, .post, "\(base)/\(path)", body.utf8(), token: order.token)
                #expect(answer.code == 0, "\(path): \(answer.message)")
            }
            let broken = try await ask(
                api, .post, "\(base)/metrics", Array("{}".utf8), token: order.token)
            #expect(broken.code == 101)
            try await api.site.settle()
            let task: JSONObject = [
                "job_id": .string(order.task.job.text), "component_name": "a",
            ]
            let names = try await api.post("/v1/tracking/component/metrics", .object(task))
            #expect(names.data == ["train": ["loss"]])
            let all = try await api.post("/v1/tracking/component/metric/all", .object(task))
            let loss = all.data?.object?["train"]?.object?["loss"]?.object
            #expect(loss?["data"] == [[2, 0.5], [9, 0.5], [10, 0.5]])
            #expect(loss?["meta"]?.object?["metric_type"] == "LOSS")
            var one = task
            one["metric_namespace"] = "train"
            one["metric_name"] = "loss"
            let metric = try await api.post("/v1/tracking/component/metric_data", .object(one))
            #expect(metric.data == loss?["data"])
            #expect(metric.members["meta"]?.object?["unit_name"] == "iters")
            one["metric_name"] = "other"
            let none = try await api.post("/v1/tracking/component/metric_data", .object(one))
            #expect(none.data == [])
            #expect(none.members["meta"] == ["metric_type": nil, "name": nil])
            let show = try await api.ask(.get, "/v1/job/show?job_id=\(order.task.job)")
            let component = show.data?.object?["components"]?.array?.first?.object
            // The parties stand in the order in which they came on the log.
            let guest = component?["parties"]?.array?.first { $0.object?["role"] == "guest" }
            #expect(guest?.object?["progress"] == 40)
        }
    }

    /// 410 tells the worker that it has nothing to go on for.
    @Test func aSessionThatIsOverIsToldSo() async throws {
        try await withWorker { api, order, base in
            let beat = try await ask(api, .post, "\(base)/beat", token: order.token)
            #expect(beat.code == 0, "\(beat.message)")
            let other = try await ask(api, .post, "\(base)/beat", token: "guess")
            #expect(other.code == 109)
            let job = JSONValue.string(order.task.job.text)
            _ = try await api.post("/v1/job/stop", ["job_id": job])
            let late = try await ask(api, .post, "\(base)/beat", token: order.token)
            #expect(late.status == 410 && late.code == 410)
            #expect(late.message.contains("is over, and with it the session"))
        }
    }

    @Test func messages() async throws {
        try await withWorker { api, order, base in
            let toHost = "\(base)/" + WorkerCalls.message(Samples.host, name: "a b", tag: "1+2")
            let bytes: [UInt8] = [0, 1, 2, 255]
            let pushed = try await ask(api, .post, toHost, bytes, token: order.token)
            #expect(pushed.code == 0)
            for try await _ in api.site.log.subscribe(after: .origin) {
                let orders = await api.simulated.launcher.orders
                guard let host = orders.first(where: { $0.party == Samples.host }) else { continue }
                let fromGuest =
                    WorkerCalls.base(of: host.task, for: host.party) + "/"
                    + WorkerCalls.message(Samples.guest, name: "a b", tag: "1+2")
                let pulled = try await ask(api, .get, fromGuest, token: host.token)
                #expect(pulled.status == 200)
                #expect(pulled.body == bytes)
                #expect(try await ask(api, .delete, fromGuest, token: host.token).code == 0)
                return
            }
        }
    }

    @Test func theEndOfAWorker() async throws {
        try await withWorker { api, order, base in
            let end = WorkerEnd(
                WorkerResult(status: .success, summary: #"{"rows":3}"#))
            let answer = try await ask(
                api, .post, "\(base)/end", end.json.utf8(), token: order.token)
            #expect(answer.code == 0, "\(answer.message)")
            try await api.site.settle()
            let summary = try await api.post(
                "/v1/tracking/component/summary/download",
                ["job_id": .string(order.task.job.text), "component_name": "a"])
            #expect(summary.data == ["rows": 3])
        }
    }
}
