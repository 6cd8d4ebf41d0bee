import Domain
import EventStore
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

/// `job/why`: what waits, for what, held by whom, since when, and what would help.
@Suite struct JobWhyTests {
    private let chain = JobDocuments.dsl(["a": [], "b": ["a"]])

    private func submit(
        _ api: TestAPI, cores: Int = 4, parallelism: Int = 1
    ) async throws -> JSONValue {
        let body: JSONValue = [
            "job_dsl": chain,
            "job_runtime_conf": JobDocuments.conf(cores: cores, parallelism: parallelism),
        ]
        return try await api.post("/v1/job/submit", body).members["jobId"] ?? .null
    }

    private func why(
        _ api: TestAPI, _ job: JSONValue, at position: Int? = nil
    ) async throws -> JSONObject {
        let at = position.map { "&at=\($0)" } ?? ""
        let answer = try await api.ask(.get, "/v1/job/why?job_id=\(job.string ?? "")\(at)")
        return answer.data?.object ?? [:]
    }

    /// Workers that hang would keep the site from ending.
    private func stop(_ api: TestAPI, _ jobs: JSONValue...) async throws {
        for job in jobs { _ = try await api.post("/v1/job/stop", ["job_id": job]) }
    }

    /// Asks until the first reason has this code; the coordinator writes it down by itself.
    private func reason(
        _ code: String, _ api: TestAPI, _ job: JSONValue
    ) async throws -> JSONObject {
        for try await _ in api.simulated.log.subscribe(after: .origin) {
            let reasons = try await why(api, job)["reasons"]?.array
            if let reason = reasons?.first?.object, reason["code"]?.string == code {
                return reason
            }
        }
        return [:]
    }

    @Test func aJobWithoutCoresNamesWhoHoldsThem() async throws {
        let api = try await TestAPI(cores: 10) { _ in .hang }
        try await api.simulated.running {
            let first = try await submit(api)
            let second = try await submit(api)
            let reason = try await reason("cores", api, second)
            #expect(reason["party"] == "guest:9999")
            #expect(reason["wanted"] == 4)
            #expect(reason["available"] == 2)
            let holder = reason["held_by"]?.array?.first?.object
            #expect(holder?["job_id"] == first)
            #expect(holder?["cores"] == 8)
            #expect(reason["since"]?.integer != nil)
            let change = reason["change"]?.string ?? ""
            #expect(change.hasPrefix("the end of job \(first.string ?? ""), or ask for 2 cores"))
            let answer = try await why(api, second)
            #expect(answer["queue"]?.object?["place"] == 1)
            #expect(answer["queue"]?.object?["policy"] == "fifo")
            let codes = (answer["tasks"]?.array ?? []).map {
                $0.object?["reasons"]?.array?.first?.object?["code"]
            }
            #expect(codes == ["job_waiting", "job_waiting"])
            try await stop(api, first, second)
        }
    }

    @Test func youngerJobsStandBehindAndThePastIsRemembered() async throws {
        let api = try await TestAPI(cores: 8) { _ in .hang }
        try await api.simulated.running {
            let first = try await submit(api)
            let second = try await submit(api)
            let third = try await submit(api)
            let reason = try await reason("behind", api, third)
            #expect(reason["change"]?.string?.contains("backfill") == true)
            #expect(try await why(api, third)["queue"]?.object?["place"] == 2)
            let then = Int(api.simulated.log.head.number)
            try await stop(api, third, second, first)
            let past = try await why(api, third, at: then)
            #expect(past["reasons"]?.array?.first?.object?["code"] == "behind")
            #expect(try await why(api, third)["status"] == "canceled")
        }
    }

    @Test func aComponentWaitsForItsUpstream() async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let job = try await submit(api)
            for try await _ in api.simulated.log.subscribe(after: .origin) {
                let answer = try await why(api, job)
                guard let tasks = answer["tasks"]?.array, tasks.count == 1 else { continue }
                let reason = tasks[0].object?["reasons"]?.array?.first?.object
                // Between the start of the job and that of its first task both wait.
                if reason?["code"] == "job_waiting" { continue }
                #expect(reason?["code"] == "upstream")
                #expect(reason?["unit"] == "components")
                #expect(reason?["wanted"] == 1)
                #expect(reason?["available"] == 0)
                let holder = reason?["held_by"]?.array?.first?.object
                #expect(holder?["component"] == "a")
                #expect(reason?["since"]?.integer != nil)
                break
            }
            try await stop(api, job)
        }
    }

    /// Every code that a component was given, at any position of the log.
    private func codes(
        _ component: JSONValue, of job: JSONValue, _ api: TestAPI
    ) async throws -> Set<String> {
        var codes: Set<String> = []
        for number in 1...Int(api.simulated.log.head.number) {
            let tasks = try await why(api, job, at: number)["tasks"]?.array ?? []
            let own = tasks.compactMap(\.object).filter { $0["component"] == component }
            let reasons = own.flatMap { $0["reasons"]?.array ?? [] }
            codes.formUnion(reasons.compactMap { $0.object?["code"]?.string })
        }
        return codes
    }

    private func end(_ api: TestAPI, _ job: JSONValue) async throws {
        for try await _ in api.simulated.log.subscribe(after: .origin) {
            let status = try await why(api, job)["status"]?.string
            if status.flatMap(JobStatus.init)?.isEnd == true { return }
        }
    }

    /// The first of two that work fails; the third reads the second, the fourth waits for a place.
    @Test func nothingNewStartsBesideAFailure() async throws {
        let api = try await TestAPI { $0.task.component.text == "a" ? .fail("no") : .hang }
        try await api.simulated.running {
            let dsl = JobDocuments.dsl(["a": [], "b": [], "c": ["b"], "d": []])
            let job =
                try await api.post(
                    "/v1/job/submit",
                    [
                        "job_dsl": dsl,
                        "job_runtime_conf": JobDocuments.conf(cores: 1, parallelism: 2),
                    ]
                ).members["jobId"] ?? .null
            for try await events in api.simulated.log.subscribe(after: .origin)
            where events.contains(where: { $0.envelope.type == "job.task_ended" }) { break }
            let failing = try await why(api, job)["tasks"]?.array ?? []
            let reason = failing.first?.object?["reasons"]?.array?.first?.object
            #expect(reason?["text"] == "a ended as failed; nothing new starts")
            let holders = reason?["held_by"]?.array ?? []
            #expect(holders.map { $0.object?["component"] } == ["a"])
            #expect(holders.map { $0.object?["status"] } == ["failed"])
            try await stop(api, job)
            try await end(api, job)
            let third = try await codes("c", of: job, api)
            #expect(third.isSuperset(of: ["job_waiting", "upstream", "job_failing", "job_ended"]))
            let fourth = try await codes("d", of: job, api)
            #expect(fourth.isSuperset(of: ["parallelism", "job_failing", "job_ended"]))
        }
    }

    /// What has failed and is run again by itself does not keep others from starting for good.
    @Test func aFailureThatIsRetriedIsNoEnd() async throws {
        let api = try await TestAPI { order in
            order.task.component.text == "a" && order.task.version == 0 ? .fail("no") : .succeed
        }
        try await api.simulated.running {
            var conf = JobDocuments.conf(cores: 1, parallelism: 1).object ?? [:]
            var parameters = conf["job_parameters"]?.object?["common"]?.object ?? [:]
            parameters["auto_retries"] = 1
            parameters["auto_retry_delay"] = 0
            conf["job_parameters"] = ["common": .object(parameters)]
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": []])
            let job =
                try await api.post(
                    "/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": .object(conf)]
                ).members["jobId"] ?? .null
            try await end(api, job)
            #expect(try await why(api, job)["status"] == "success")
            let codes = try await codes("c", of: job, api)
            #expect(!codes.contains("job_failing"), "\(codes)")
        }
    }

    @Test func nothingNewStartsInAJobThatIsStopped() async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let job = try await submit(api)
            for try await events in api.simulated.log.subscribe(after: .origin)
            where events.contains(where: { $0.envelope.type == "job.task_started" }) { break }
            try await stop(api, job)
            try await end(api, job)
            let codes = try await codes("b", of: job, api)
            #expect(codes.isSuperset(of: ["job_stopping", "job_ended"]), "\(codes)")
            let first = try await self.codes("a", of: job, api)
            #expect(first.isSuperset(of: ["job_waiting", "starting"]), "\(first)")
        }
    }

    @Test func anUnknownJobIsNamed() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let answer = try await api.ask(.get, "/v1/job/why?job_id=202601010000000000000")
            #expect(answer.code != 0)
        }
    }
}
