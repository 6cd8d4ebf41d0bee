import Domain
import Foundation
import Testing

/// `clotho replay` with the real program.
@Suite struct ReplayCommandTests {
    private static let segments = Programs.root.appending(path: "fixtures/segments")
    private let clotho = CommandLine(server: "http://127.0.0.1:1")

    @Test func keptSegmentsAndDamagedOnes() async throws {
        let path = Self.segments.appending(path: "replay-backfill.segment").path()
        let text = try await clotho.run("replay", "--check", path)
        #expect(text.status == 0, "\(text.output)\(text.complaints)")
        #expect(text.output.contains("decisions came out as they were recorded"))
        let answer = try await clotho.run("replay", "--check", path, "--json")
        let report = try JSONValue(parsing: answer.output).object
        #expect(report?["same"] == true && report?["site"] == "backfill")
        #expect(report?["checked"]?.object?["start"] == 4)

        var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        bytes[bytes.count / 2] ^= 1
        let damaged = FileManager.default.temporaryDirectory
            .appending(path: "replay-\(UUID().uuidString).segment")
        defer { try? FileManager.default.removeItem(at: damaged) }
        try Data(bytes).write(to: damaged)
        let refused = try await clotho.run("replay", "--check", damaged.path())
        #expect(refused.status == 2 && refused.complaints.contains(damaged.path()))
        #expect(try await clotho.run("replay", "--log", "/nowhere/at/all").status == 2)
        #expect(try await clotho.run("replay").status != 0)
    }

    @Test func otherResourcesAreTried() async throws {
        let path = Self.segments.appending(path: "replay-fifo.segment").path()
        let scenarios = ["--what-if", "cores=32", "--what-if", "policy=backfill,speed=2"]
        let text = try await clotho.run(["replay", path] + scenarios)
        #expect(text.status == 0, "\(text.complaints)")
        let head = text.lines.first ?? ""
        #expect(["recorded", "cores=32", "policy=backfill,speed=2"].allSatisfy(head.contains))
        #expect(text.output.contains("makespan"))
        let answer = try await clotho.run(["replay", path, "--json"] + scenarios)
        let again = try await clotho.run(["replay", path, "--json"] + scenarios)
        #expect(answer.output == again.output)
        let columns = try JSONValue(parsing: answer.output).object?["scenarios"]?.array ?? []
        let waits = columns.map { $0.object?["wait_max_ms"]?.integer ?? 0 }
        #expect(columns.count == 3 && waits[1] < waits[0])
        let wrong = try await clotho.run("replay", path, "--what-if", "cores=few")
        #expect(wrong.status == 2 && wrong.complaints.contains("cores=few"))
    }

    @Test func aSiteIsCheckedWhileItRuns() async throws {
        let server = try await ServerProcess(["--cores", "4"])
        let client = SiteClient(address: server.address)
        let dsl: JSONValue = ["components": ["a": ["module": "Noop"], "b": ["module": "Noop"]]]
        let conf: JSONValue = [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]],
            "job_parameters": ["common": ["task_cores": 2, "task_parallelism": 1]],
        ]
        var jobs: [JobID] = []
        for _ in 0..<2 {
            let answer = try await client.post(
                "job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
            jobs.append(try #require(answer.job, "\(answer.message)"))
        }
        for job in jobs { try await client.end(of: job) }
        for place in [server.directory.path(), server.directory.appending(path: "log").path()] {
            let answer = try await clotho.run("replay", "--log", place, "--json")
            #expect(answer.status == 0, "\(answer.output)\(answer.complaints)")
            let report = try JSONValue(parsing: answer.output).object
            #expect(report?["checked"]?.object?["start"] == 2)
            #expect(report?["checked"]?.object?["task"] == 4)
        }
    }
}
