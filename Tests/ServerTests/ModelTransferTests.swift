import Domain
import EventStore
import Foundation
import Testing

/// A trained model goes to another site with everything that belongs to it.
@Suite struct ModelTransferTests {
    /// Trains on the demo's tables; the version of the models.
    private func train(at server: ServerProcess) async throws -> String {
        let client = SiteClient(address: server.address)
        try await FederatedJob.upload(
            guest: [UInt8](Data(contentsOf: Programs.demoData.appending(path: "credit_guest.csv"))),
            host: [UInt8](Data(contentsOf: Programs.demoData.appending(path: "credit_host.csv"))),
            to: client)
        let job = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: FederatedJob.lr(iterations: 1, batch: 500))
        let submitted = try await client.post(
            "job/submit", ["job_dsl": FederatedJob.dsl, "job_runtime_conf": job.conf])
        let id = try #require(submitted.job, "\(submitted.message)")
        let end = try await client.end(of: id)
        #expect(end.status == "success", "\(end.reason)")
        try await client.closing(of: id, parties: 3)
        return id.text
    }

    private func models(
        _ version: String, of site: String, at server: ServerProcess
    ) async throws -> [JSONObject] {
        let answer = try await SiteClient(address: server.address).post(
            "model/query", ["model_version": .string(version), "origin_site": .string(site)])
        return (answer.data?.array ?? []).compactMap(\.object)
    }

    @Test func aModelTravelsWithItsFiles() async throws {
        let (first, second) = (
            try await ServerProcess(["--site", "one"]), try await ServerProcess(["--site", "two"])
        )
        let version = try await train(at: first)
        let (there, here) = (
            CommandLine(server: first.address), CommandLine(server: second.address)
        )
        let trained = try #require(
            try await models(version, of: "", at: first).first { $0["f_role"] == "guest" })
        let name = try #require(trained["f_party_model_id"]?.string)
        let digests = Set(
            (trained["components"]?.array ?? []).compactMap { $0.object?["f_digest"]?.string })
        #expect(digests.count == 2)

        let file = first.directory.appending(path: "model.segment").path()
        let exported = try await there.run("log", "export", file, "--model", "\(name)/\(version)")
        #expect(exported.status == 0, "\(exported.complaints)")
        let segment = try SegmentFile(path: file)
        var streams: Set<String> = []
        _ = try segment.verify { streams.formUnion($0.map(\.envelope.stream.text)) }
        #expect(streams == ["model-\(name)/\(version)"])
        #expect(Set(segment.trailer.artifacts.map(\.digest.description)) == digests)

        let imported = try await here.run("log", "import", file, "--json")
        #expect(imported.status == 0, "\(imported.complaints)")
        try await check(trained, version, at: second, here)
        for digest in digests {
            let path = "blobs/\(digest.prefix(2))/\(digest)"
            #expect(
                try Data(contentsOf: first.directory.appending(path: path))
                    == Data(contentsOf: second.directory.appending(path: path)))
        }

        let head = try await here.run("log", "stat", "--json").output
        let again = try await here.run("log", "import", file, "--json")
        #expect(again.status == 0)
        #expect(try JSONValue(parsing: again.output).object?["new_events"] == 0)
        #expect(try await here.run("log", "stat", "--json").output == head)
        try await check(trained, version, at: second, here)
    }

    /// The model is shown as at its own site, and whose it is.
    private func check(
        _ trained: JSONObject, _ version: String, at server: ServerProcess, _ clotho: CommandLine
    ) async throws {
        #expect(try await models(version, of: "", at: server).isEmpty)
        for site in ["one", "*"] {
            let rows = try await models(version, of: site, at: server)
            #expect(rows.count == 1)
            let row = try #require(rows.first)
            #expect(row["f_origin_site"] == "one")
            for column in ["f_party_model_id", "f_role", "f_job_id", "f_components"] {
                #expect(row[column] == trained[column], "\(column)")
            }
            let (ours, theirs) = (row["components"]?.array, trained["components"]?.array)
            #expect(
                ours?.map { $0.object?["f_digest"] } == theirs?.map { $0.object?["f_digest"] })
            #expect(ours?.allSatisfy { $0.object?["f_origin_site"] == "one" } == true)
        }
        let list = try await clotho.run("model", "list")
        #expect(list.status == 0, "\(list.complaints)")
        #expect(list.lines.first?.contains("imported from") == true)
        #expect(list.lines.last?.contains(version) == true)
        #expect(list.lines.last?.hasSuffix("one") == true)
        let shown = try await clotho.run("model", "show", version)
        #expect(shown.output.contains("HeteroLR") && shown.output.contains("one"))
    }
}
