import Domain
import Foundation
import Testing

/// Real servers, workers and command lines: a job that failed is changed and runs again.
@Suite(.serialized) struct RerunTests {
    private static let dsl: JSONValue = [
        "components": [
            "first": ["module": "Noop", "output": ["data": ["data"]]],
            "second": [
                "module": "Noop", "input": ["data": ["data": ["first.data"]]],
                "output": ["data": ["data"]],
            ],
        ]
    ]

    private static func conf(_ common: JSONObject = [:], failing: Bool) -> JSONValue {
        var conf: JSONObject = [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]],
            "job_parameters": ["common": .object(common)],
        ]
        if failing {
            conf["component_parameters"] = [
                "common": ["second": ["fail_at": ["host:10000"], "fail": "told to"]]
            ]
        }
        return .object(conf)
    }

    private func submit(_ conf: JSONValue, _ client: SiteClient) async throws -> JobID {
        let answer = try await client.post(
            "job/submit", ["job_dsl": Self.dsl, "job_runtime_conf": conf])
        return try #require(answer.job, "\(answer.message)")
    }

    /// The statuses with which the job's rounds have ended, when there are so many.
    private func ends(
        of job: JobID, _ count: Int, _ client: SiteClient
    ) async throws -> [String] {
        var ends: [String] = []
        for try await event in try await client.events(after: 0)
        where event["stream"]?.string == "job-\(job)" && event["type"]?.string == "job.ended" {
            ends.append(event["payload"]?.object?["status"]?.string ?? "")
            if ends.count == count { break }
        }
        return ends
    }

    private func versions(_ job: JobID, _ client: SiteClient) async throws -> [String] {
        let tasks = try await client.post(
            "job/task/query",
            [
                "job_id": .string(job.text), "role": "host", "party_id": 10000,
                "only_latest": false,
            ])
        return (tasks.data?.array ?? []).compactMap(\.object).map { row in
            "\(row["f_component_name"]?.string ?? "") \(row["f_task_version"]?.integer ?? -1) "
                + "\(row["f_party_status"]?.string ?? "")"
        }.sorted()
    }

    @Test func aFailedJobIsMendedAndRunsAgain() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let job = try await submit(Self.conf(failing: true), client)
        #expect(try await ends(of: job, 1, client) == ["failed"])
        let change = try await client.post(
            "job/parameter/update",
            [
                "job_id": .string(job.text),
                "component_parameters": ["common": ["second": ["fail_at": []]]],
            ])
        #expect(change.code == 0, "\(change.message)")
        #expect(change.data?.object?["components"] == ["second"])
        let line = try await CommandLine(server: server.address).run("job", "rerun", job.text)
        #expect(line.status == 0, "\(line.complaints)")
        #expect(line.output.contains("rerun job success"))
        #expect(try await ends(of: job, 2, client) == ["failed", "success"])
        #expect(
            try await versions(job, client) == [
                "first 0 success", "second 0 failed", "second 1 success",
            ])
        // The server of a rerun is killed at its beginning, and the next one goes on.
        let again = try await client.post(
            "job/rerun", ["job_id": .string(job.text), "component_name": "first", "force": true])
        #expect(again.code == 0, "\(again.message)")
        server.crash()
        try await server.start()
        let next = SiteClient(address: server.address)
        #expect(try await ends(of: job, 3, next) == ["failed", "success", "success"])
        #expect(try await versions(job, next).suffix(1) == ["second 2 success"])
        #expect(server.terminate() == 0)
        #expect(server.workers.isEmpty)
    }

    @Test func aFailedComponentIsTriedAgainByItself() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let conf = Self.conf(["auto_retries": 2, "auto_retry_delay": 0], failing: true)
        let job = try await submit(conf, client)
        #expect(try await ends(of: job, 1, client) == ["failed"])
        #expect(
            try await versions(job, client) == [
                "first 0 success", "second 0 failed", "second 1 failed", "second 2 failed",
            ])
        #expect(server.terminate() == 0)
    }

    @Test func wrongRequestsAreRefusedByName() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let job = try await submit(Self.conf(failing: false), client)
        #expect(try await ends(of: job, 1, client) == ["success"])
        let id = JSONValue.string(job.text)
        for (path, members, code, word) in [
            ("job/rerun", [:], 101, "job_id"),
            ("job/rerun", ["job_id": "202611210800000000000"], 102, "can not found job"),
            ("job/rerun", ["job_id": id, "component_name": "third"], 103, "first, second"),
            ("job/rerun", ["job_id": id, "component_name": 7], 101, "component_name"),
            ("job/rerun", ["job_id": id], 0, "without force"),
            ("job/parameter/update", ["job_id": id], 101, "component_parameters"),
            (
                "job/parameter/update",
                ["job_id": id, "job_parameters": ["common": ["task_cores": 2]]], 101,
                "job_parameters.common.task_cores"
            ),
            (
                "job/parameter/update",
                ["job_id": id, "job_parameters": ["common": ["auto_retries": -1]]], 103,
                "auto_retries"
            ),
            (
                "job/parameter/update",
                ["job_id": id, "component_parameters": ["common": ["third": [:]]]], 103, "third"
            ),
            (
                "job/parameter/update",
                ["job_id": id, "component_parameters": ["common": ["first": ["speed": 1]]]],
                103, "speed"
            ),
        ] as [(String, JSONObject, Int, String)] {
            let answer = try await client.post(path, .object(members))
            #expect(answer.code == code, "\(path) \(members): \(answer.message)")
            #expect(answer.message.contains(word), "\(path) \(members): \(answer.message)")
        }
        #expect(server.terminate() == 0)
    }
}
