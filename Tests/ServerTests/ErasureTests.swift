import Domain
import Foundation
import Testing

/// Erasing, proving and verifying with the real programs.
@Suite(.serialized) struct ErasureTests {
    private static let secret = "the-secret-parameter-of-the-job"

    private func job(at server: ServerProcess, _ secret: String) async throws -> String {
        let client = SiteClient(address: server.address)
        let answer = try await client.post(
            "job/submit",
            [
                "job_dsl": ["components": ["a": ["module": "Noop"]]],
                "job_runtime_conf": [
                    "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
                    "role": ["guest": [9999], "host": [10000]],
                    "notes": .string(secret),
                ],
            ])
        let job = try #require(answer.job, "\(answer.message)")
        try await client.end(of: job)
        try await client.closing(of: job, parties: 2)
        return job.text
    }

    /// The files below the server's directory that hold a text.
    private func files(of server: ServerProcess, with text: String) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: server.directory.path())
        let needle = Data(text.utf8)
        return (names?.allObjects as? [String] ?? []).filter { name in
            let path = server.directory.appending(path: name).path()
            return FileManager.default.contents(atPath: path)?.range(of: needle) != nil
        }
    }

    @Test func aJobIsErasedAndEverythingElseGoesOn() async throws {
        let server = try await ServerProcess()
        let clotho = CommandLine(server: server.address)
        let job = try await job(at: server, Self.secret)
        let other = try await self.job(at: server, "another")
        #expect(try !files(of: server, with: Self.secret).isEmpty)
        let before = try await clotho.run("log", "stat", "--json")
        let head = try #require(
            try JSONValue(parsing: before.output).object?["head"]?.integer.map { String($0) })

        let erased = try await clotho.run(
            "log", "erase", "--job", job, "--reason", "asked for", "--yes")
        #expect(erased.status == 0, "\(erased.complaints)")
        #expect(try files(of: server, with: Self.secret) == [])

        let jobs = try await clotho.run("job", "list")
        #expect(!jobs.output.contains(job) && jobs.output.contains(other))
        let found = try await clotho.run("log", "query", "--type", "job.submitted", "--json")
        let first = try JSONValue(parsing: try #require(found.lines.first)).object
        #expect(first?["has_payload"] == false)
        let position = try #require(first?["position"]?.integer.map { String($0) })
        let shown = try await clotho.run("log", "show", position)
        #expect(shown.output.contains("The payload was erased"))
        #expect(try await clotho.run("log", "prove", position).status == 0)
        let growth = try await clotho.run("log", "consistency", head, "\(Int(head)! + 1)")
        #expect(growth.status == 0, "\(growth.complaints)")
        let rows = try await clotho.run("projections", "verify")
        #expect(rows.status == 0, "\(rows.output)\(rows.complaints)")
        try await verify(server)

        // A rebuild from nothing, and another job.
        #expect(server.terminate() == 0)
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(
                at: server.directory.appending(path: "views.sqlite\(suffix)"))
        }
        try await server.start()
        _ = try await self.job(at: server, "a third")
        try await verify(server)
        let told = try await CommandLine(server: server.address).run("log", "verify")
        #expect(told.status == 0 && told.output.contains("is sound: "), "\(told.output)")
    }

    @Test func withoutAServerToo() async throws {
        let server = try await ServerProcess()
        let clotho = CommandLine(server: server.address)
        let job = try await job(at: server, Self.secret)
        let data = server.directory.path()
        let refused = try await clotho.run(
            "log", "erase", "--job", job, "--reason", "r", "--yes", "--data-dir", data)
        #expect(refused.status != 0)
        #expect(refused.complaints.contains("leave --data-dir out"))
        #expect(server.terminate() == 0)
        let erased = try await clotho.run(
            "log", "erase", "--job", job, "--reason", "r", "--yes", "--data-dir", data)
        #expect(erased.status == 0, "\(erased.complaints)")
        #expect(try files(of: server, with: Self.secret) == [])
        try await verify(server, isThere: false)
        try await server.start()
        let jobs = try await CommandLine(server: server.address).run("job", "list")
        #expect(jobs.status == 0 && !jobs.output.contains(job))
        #expect(try files(of: server, with: Self.secret) == [])
    }

    @Test func whatIsErasedTravelsAndProves() async throws {
        let server = try await ServerProcess()
        let clotho = CommandLine(server: server.address)
        let (job, other) = (
            try await job(at: server, Self.secret), try await self.job(at: server, "another")
        )
        for chosen in [["--subject", "job-\(job)"], ["--type", "party.ended"]] {
            let erased = try await clotho.run(["log", "erase", "--reason", "r", "--yes"] + chosen)
            #expect(erased.status == 0, "\(erased.complaints)")
            let none = try await clotho.run(["log", "erase", "--reason", "r", "--yes"] + chosen)
            #expect(none.status != 0 && none.complaints.contains("no event of"))
        }
        try await verify(server)

        // A proof of the other job, checked without our code, and the log at another site.
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let evidence = folder.appending(path: "evidence").path()
        let made = try await clotho.run("job", "evidence", other, evidence, "--for", "auditor")
        #expect(made.status == 0, "\(made.complaints)")
        #expect(try EvidenceVerifier.run([evidence]).status == 0)
        let segment = folder.appending(path: "segment").path()
        #expect(try await clotho.run("log", "export", segment).status == 0)
        let second = try await ServerProcess(["--site", "second"])
        let there = CommandLine(server: second.address)
        for news in ["are new here", "were here"] {
            let moved = try await there.run("log", "import", segment)
            #expect(moved.status == 0 && moved.output.contains(news), "\(moved.output)")
        }
        try await verify(second)

        // The imported job can be erased where it has come to.
        let gone = try await there.run("log", "erase", "--job", other, "--reason", "r", "--yes")
        #expect(gone.status == 0, "\(gone.complaints)")
        #expect(try files(of: second, with: "another") == [])
        #expect(try await there.run("projections", "verify").status == 0)
        try await verify(second)
    }

    @Test func whatMustNotBeErasedIsRefused() async throws {
        let server = try await ServerProcess()
        let clotho = CommandLine(server: server.address)
        for (arguments, complaint) in [
            (["--job", "20240101000000000001"], "no event of job"),
            (["--type", "engine.registered"], "no event of type"),
            (["--type", "a", "--job", "b"], "Give one of"), ([], "Give one of"),
        ] {
            let refused = try await clotho.run(
                ["log", "erase", "--reason", "r", "--yes"] + arguments)
            #expect(refused.status != 0)
            #expect(refused.complaints.contains(complaint), "\(refused.complaints)")
        }
    }

    /// The whole log is sound, read without the server and by it, when it is there.
    private func verify(_ server: ServerProcess, isThere: Bool = true) async throws {
        let clotho = CommandLine(server: server.address)
        let places = [["--data-dir", server.directory.path()]] + (isThere ? [[]] : [])
        for place in places {
            let sound = try await clotho.run(["log", "verify", "--json"] + place)
            let report = try JSONValue(parsing: sound.output)
            #expect(sound.status == 0, "\(report.text())")
            #expect(report.object?["sound"] == true)
            #expect((report.object?["without_payload"]?.integer ?? 0) > 0)
        }
    }
}
