import Domain
import Foundation
import Testing

/// Real servers and workers: another training begins where an earlier one had its data ready.
@Suite(.serialized) struct InheritanceTests {
    private func conf(_ source: JobID, learningRate: Double) -> JSONValue {
        var lr = FederatedJob.lr(iterations: 2, batch: -1)
        lr["learning_rate"] = .number(learningRate)
        let job = FederatedJob(guestTable: "guest", hostTable: "host", lr: lr)
        var conf = job.conf.object ?? [:]
        conf["job_parameters"] = [
            "common": [
                "task_cores": 2, "task_parallelism": 1,
                "inheritance_info": [
                    "job_id": .string(source.text),
                    "component_list": ["reader_0", "data_transform_0", "intersection_0"],
                ],
            ]
        ]
        return .object(conf)
    }

    @Test func onlyTheTrainingRunsAgain() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let line = CommandLine(server: server.address)
        try await FederatedJob.uploadDemo(to: client)
        let old = try await FederatedJob.submitShort(to: client)
        #expect(try await client.end(of: old).status == "success")
        let answer = try await client.post(
            "job/submit",
            ["job_dsl": FederatedJob.dsl, "job_runtime_conf": conf(old, learningRate: 0.1)])
        let job = try #require(answer.job, "\(answer.message)")
        let end = try await client.end(of: job)
        #expect(end.status == "success", "\(end.reason)")
        let shown = try await line.run("job", "show", job.text)
        #expect(
            shown.output.contains("3 of 5 inherited from job \(old)"),
            "\(shown.output)")
        let diff = try await line.run("job", "diff", old.text, job.text)
        #expect(diff.status == 1, "\(diff.complaints)")
        #expect(diff.output.contains("what was inherited"), "\(diff.output)")
        #expect(diff.output.contains("learning_rate"))
        // The tables of the first are thrown away; those of the second are read all the same.
        #expect(try await line.run("job", "clean", old.text).status == 0)
        let rerun = try await line.run(
            "job", "rerun", job.text, "--component", "hetero_lr_0", "--force", "--watch")
        #expect(rerun.status == 0, "\(rerun.complaints)")
        // Other rows in the table are another input.
        let csv = [UInt8](
            try Data(contentsOf: Programs.demoData.appending(path: "credit_host.csv")))
        let text = String(decoding: csv, as: UTF8.self)
            .split(separator: "\n").dropLast().joined(separator: "\n")
        let upload = try await client.upload(Array(text.utf8), name: "host", query: "&drop=1")
        #expect(try await client.end(of: try #require(upload.job)).status == "success")
        let refused = try await client.post(
            "job/submit",
            ["job_dsl": FederatedJob.dsl, "job_runtime_conf": conf(job, learningRate: 0.1)])
        #expect(refused.code == 103)
        #expect(
            refused.message.contains("the rows of experiment/host are others now"),
            "\(refused.message)")
    }
}
