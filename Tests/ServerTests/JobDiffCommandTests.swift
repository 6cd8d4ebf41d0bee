import Domain
import Foundation
import Testing

/// `clotho job diff` of jobs that a real server ran.
@Suite(.serialized) struct JobDiffCommandTests {
    private let dsl: JSONValue = [
        "components": [
            "a_0": ["module": "Noop", "output": ["data": ["data"]]],
            "b_0": ["module": "Noop", "input": ["data": ["data": ["a_0.data"]]]],
        ]
    ]

    private func run(_ client: SiteClient, _ milliseconds: JSONValue) async throws -> JobID {
        let answer = try await client.post(
            "job/submit",
            [
                "job_dsl": dsl,
                "job_runtime_conf": [
                    "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
                    "role": ["guest": [9999], "host": [10000]],
                    "component_parameters": [
                        "common": ["b_0": ["milliseconds": milliseconds]]
                    ],
                ],
            ])
        let job = try #require(answer.job, "\(answer.message)")
        #expect(try await client.end(of: job).status == "success")
        return job
    }

    @Test func statusesTellWhetherJobsDiffer() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let clotho = CommandLine(server: server.address)
        let jobs = [
            try await run(client, 0), try await run(client, 0), try await run(client, 1),
        ].map(\.text)

        let equal = try await clotho.run("job", "diff", jobs[0], jobs[1])
        #expect(equal.status == 0, "\(equal.output)\(equal.complaints)")
        #expect(equal.lines.first == "\(jobs[0]) → \(jobs[1])  no difference")
        let other = try await clotho.run("job", "diff", jobs[0], jobs[2])
        #expect(other.status == 1)
        #expect(
            other.lines.prefix(2) == ["\(jobs[0]) → \(jobs[2])  1 difference", "what explains"])
        #expect(other.output.contains("parameter milliseconds"))
        #expect(other.output.contains("0 → 1"))
        let json = try await clotho.run("job", "diff", jobs[0], jobs[2], "--json")
        #expect(json.status == 1)
        let answer = try JSONValue(parsing: json.output)
        #expect(answer.object?["differences"]?.array?.count == 1)
        let none = try await clotho.run("job", "diff", jobs[0], "20240101000000000001")
        #expect(none.status == 2 && none.complaints.contains("no attempt 20240101000000000001"))
        #expect(await server.end() == 0)
        #expect(try await clotho.run("job", "diff", jobs[0], jobs[1]).status == 2)
    }
}
