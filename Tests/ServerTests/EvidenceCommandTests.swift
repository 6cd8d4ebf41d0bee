import Domain
import EventStore
import Foundation
import Testing

/// What one site shows another of a job, with the real programs.
@Suite(.serialized) struct EvidenceCommandTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "evidence-\(UUID().uuidString)").path()

    /// A site with a job of two parties that is over.
    private func site() async throws -> (ServerProcess, CommandLine, JobID) {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let answer = try await client.post(
            "job/submit",
            [
                "job_dsl": ["components": ["a": ["module": "Noop"]]],
                "job_runtime_conf": [
                    "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
                    "role": ["guest": [9999], "host": [10000]],
                ],
            ])
        let job = try #require(answer.job, "\(answer.message)")
        try await client.end(of: job)
        try await client.closing(of: job, parties: 2)
        return (server, CommandLine(server: server.address), job)
    }

    private func removeFiles() { try? FileManager.default.removeItem(atPath: folder) }

    @Test(arguments: ["guest:9999", "host:10000", "auditor"])
    func evidenceIsCheckedWithoutOurCode(reader: String) async throws {
        defer { removeFiles() }
        let (server, clotho, job) = try await site()
        let key = try #require(
            try await SiteClient(address: server.address).get("/v1/log/key")
                .data?.object?["checkpoint_key"]?.string)
        let files = ["\(folder)/asked", "\(folder)/read"]
        let asked = try await clotho.run("job", "evidence", job.text, files[0], "--for", reader)
        #expect(asked.status == 0, "\(asked.complaints)")
        let read = try await clotho.run(
            "job", "evidence", job.text, files[1], "--for", reader, "--data-dir",
            server.directory.path())
        #expect(read.status == 0, "\(read.complaints)")
        for file in files {
            let verified = try EvidenceVerifier.run(["--key", key, file])
            #expect(verified.status == 0, "\(verified.output)")
            let page = try String(contentsOfFile: file, encoding: .utf8)
            #expect(page.contains(job.text) && page.contains("success"))
            let changed = page.replacing("success", with: "failed!")
            try changed.write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try EvidenceVerifier.run(["--key", key, file]).status == 1)
        }
    }

    /// With a server and without one.
    @Test func aFileThatIsThereIsReplacedOnlyWhenToldSo() async throws {
        defer { removeFiles() }
        let (server, clotho, job) = try await site()
        let file = "\(folder)/kept"
        for place in [[], ["--data-dir", server.directory.path()]] {
            try "kept".write(toFile: file, atomically: true, encoding: .utf8)
            let command = ["job", "evidence", job.text, file, "--for", "auditor"] + place
            let refused = try await clotho.run(command)
            #expect(refused.status != 0)
            #expect(refused.complaints.contains("--force"), "\(refused.complaints)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "kept")
            let forced = try await clotho.run(command + ["--force"])
            #expect(forced.status == 0, "\(forced.complaints)")
            #expect(try String(contentsOfFile: file, encoding: .utf8).contains(job.text))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["kept"])
    }

    @Test func evidenceThatCannotBeMadeLeavesNoFile() async throws {
        defer { removeFiles() }
        let (server, clotho, job) = try await site()
        defer { withExtendedLifetime(server) {} }
        for (name, reader, complaint) in [
            ("20240101000000000001", "auditor", "no events of the job"),
            (job.text, "host:1", "is no party of the job"), (job.text, "nobody", "--for is nobody"),
        ] {
            let file = "\(folder)/none"
            let refused = try await clotho.run("job", "evidence", name, file, "--for", reader)
            #expect(refused.status != 0)
            #expect(refused.complaints.contains(complaint), "\(refused.complaints)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test func reconcilingAgreesDiffersOrCannotBeDone() async throws {
        defer { removeFiles() }
        let (server, clotho, job) = try await site()
        let evidence = "\(folder)/evidence"
        let made = try await clotho.run(
            "job", "evidence", job.text, evidence, "--for", "host:10000")
        #expect(made.status == 0, "\(made.complaints)")
        for other in [[], ["--other", evidence], ["--other", server.directory.path()]] {
            let same = try await clotho.run(
                ["audit", "reconcile", job.text, "--with", "host:10000"] + other)
            #expect(same.status == 0, "\(same.output)\(same.complaints)")
            #expect(same.output.contains("agree"))
        }

        // A site that stopped writing before the end knows less.
        let part = "\(folder)/part"
        let started = try await clotho.run("log", "query", "--type", "party.created", "--json")
        let last = try started.lines.compactMap {
            try JSONValue(parsing: $0).object?["position"]?.integer
        }.max()
        let cut = try #require(last.map { "\($0)" })
        let exported = try await clotho.run("log", "export", part, "--job", job.text, "--to", cut)
        #expect(exported.status == 0, "\(exported.complaints)")
        let differs = try await clotho.run(
            "audit", "reconcile", job.text, "--with", "host:10000", "--other", part, "--json")
        #expect(differs.status == 1, "\(differs.output)\(differs.complaints)")
        let report = try JSONValue(parsing: differs.output).object
        #expect(report?["agree"] == false && report?["divergences"]?.array?.isEmpty == false)
    }

    @Test func whatCannotBeReconciledIsNoDivergence() async throws {
        defer { removeFiles() }
        let (server, clotho, job) = try await site()
        defer { withExtendedLifetime(server) {} }
        let evidence = "\(folder)/evidence"
        let made = try await clotho.run(
            "job", "evidence", job.text, evidence, "--for", "host:10000")
        #expect(made.status == 0, "\(made.complaints)")
        let damaged = "\(folder)/damaged"
        let page = try String(contentsOfFile: evidence, encoding: .utf8)
        try page.replacing("success", with: "failed!")
            .write(toFile: damaged, atomically: true, encoding: .utf8)
        let stranger = try SiteKey(site: "stranger", secret: Array(repeating: 9, count: 32))
        let with = ["--with", "host:10000"]
        let cases: [(arguments: [String], complaint: String)] = [
            (["nonsense"] + with, "no events of the job nonsense"),
            (["20240101000000000001"] + with, "20240101000000000001"),
            ([job.text, "--with", "nobody"], "--with is nobody"),
            ([job.text] + with + ["--other", "\(folder)/none"], "\(folder)/none"),
            ([job.text] + with + ["--other", damaged], damaged),
            (
                [job.text] + with + ["--other", evidence, "--key", stranger.verifier.text],
                "not with the given key"
            ),
            ([job.text] + with + ["--other", evidence, "--key", "nonsense"], "--key"),
            ([job.text] + with + ["--server", "http://127.0.0.1:1"], "127.0.0.1:1"),
        ]
        for (arguments, complaint) in cases {
            let outcome = try await clotho.run(["audit", "reconcile"] + arguments)
            #expect(outcome.status == 2, "\(arguments): \(outcome.complaints)")
            #expect(outcome.complaints.contains(complaint), "\(outcome.complaints)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test func otherSitesAreListed() async throws {
        defer { removeFiles() }
        let (server, clotho, _) = try await site()
        let nobody = try await clotho.run("peer", "list")
        #expect(nobody.status == 0 && nobody.output == "no other site is known\n")
        let fixture = Programs.root.appending(path: "fixtures/segments/demo.segment").path()
        #expect(try await clotho.run("log", "import", fixture).status == 0)
        let known = try await clotho.run("peer", "list")
        #expect(known.status == 0, "\(known.complaints)")
        #expect(known.output.contains("bank-a") && known.output.contains("sound"))
        let rows = try JSONValue(parsing: try await clotho.run("peer", "list", "--json").output)
        #expect(rows.array?.first?.object?["f_site"] == "bank-a")
        #expect(server.terminate() == 0)
        let gone = try await clotho.run("peer", "list")
        #expect(gone.status == 2 && gone.complaints.contains(server.address))
    }
}
