import Domain
import Foundation
import Testing

/// Reading the past with the real programs.
@Suite(.serialized) struct PastTests {
    private static let dsl: JSONValue = [
        "components": ["a": ["module": "Noop"], "b": ["module": "Noop"]]
    ]
    private static let conf: JSONValue = [
        "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
        "role": ["guest": [9999], "host": [10000]],
    ]

    /// Runs a job to its end at all parties.
    private func job(at server: ServerProcess) async throws -> String {
        let client = SiteClient(address: server.address)
        let answer = try await client.post(
            "job/submit", ["job_dsl": Self.dsl, "job_runtime_conf": Self.conf])
        let job = try #require(answer.job, "\(answer.message)")
        try await client.end(of: job)
        try await client.closing(of: job, parties: 2)
        return job.text
    }

    /// The position of the one event that `log query` finds.
    private func position(_ type: String, _ clotho: CommandLine) async throws -> String {
        let found = try await clotho.run("log", "query", "--type", type, "--json")
        let event = try JSONValue(parsing: try #require(found.lines.first))
        return try #require(event.object?["position"]?.integer.map { String($0) })
    }

    @Test func aPersonLooksBack() async throws {
        let server = try await ServerProcess()
        let job = try await job(at: server)
        let clotho = CommandLine(server: server.address)

        let started = try await position("job.start_decided", clotho)
        let list = try await clotho.run("job", "list", "--at", started)
        #expect(list.status == 0, "\(list.complaints)")
        #expect(list.lines.first?.hasPrefix("as of position \(started), 20") == true)
        #expect(list.lines.dropFirst(2).allSatisfy { $0.contains(job) && $0.contains("waiting") })
        let show = try await clotho.run("job", "show", job, "--at", started, "--json")
        #expect(try JSONValue(parsing: show.output).object?["status"] == "waiting")
        #expect(show.complaints.hasPrefix("as of position \(started)"))
        let now = try await clotho.run("task", "list", job, "--at", "now")
        #expect(
            now.lines.count == 6 && now.lines.dropFirst(2).allSatisfy { $0.contains("success") })
        let long = try await clotho.run("job", "list", "--at", "2001-01-01 00:00")
        #expect(long.lines.first == "as of position 0, before the first event")
        let engine = try await clotho.run("engine", "show", "--at", started)
        #expect(engine.output.contains("20 of 20 cores free"))

        let predicate = "job where job_id = \(job) and status = success"
        let hit = try await clotho.run("log", "bisect", predicate, "--json")
        let found = try JSONValue(parsing: hit.output).object?["event"]?.object?["position"]?
            .integer
        let end = try #require(found)
        #expect(
            try await clotho.run("job", "list", "--at", "\(end)").output.contains("success"))
        #expect(
            try await !clotho.run("job", "list", "--at", "\(end - 1)").output.contains("success"))

        let causes = try await clotho.run("log", "show", "\(end)", "--causes")
        #expect(causes.lines.first?.contains("because of request-") == true)
        #expect(causes.lines.dropFirst().first?.contains("job.submitted") == true)
        #expect(causes.lines.last?.contains("party.ended") == true)
        let submitted = try await position("job.submitted", clotho)
        let effects = try await clotho.run("log", "show", submitted, "--effects")
        #expect(effects.lines.filter { $0.contains("job.party_closed") }.count == 2)
        let follow = try await clotho.run(
            "log", "follow", "--stream", "job-\(job)", "--since", "1h ago", "--limit", "3")
        #expect(follow.lines.count == 3 && follow.lines[0].contains("job.submitted"))
        for wrong in [["job", "list", "--at", "soon"], ["log", "bisect", "job where x = 1"]] {
            let refused = try await clotho.run(wrong)
            #expect(refused.status != 0)
        }
        #expect(server.terminate() == 0)
    }

    @Test func viewsAreCheckedBesideAServerAndMadeAnewWithoutOne() async throws {
        let server = try await ServerProcess()
        _ = try await job(at: server)
        let clotho = CommandLine(server: server.address)
        let directory = server.directory.path()
        for place in [["--data-dir", directory], ["--server", server.address]] {
            let verified = try await clotho.run("projections", "verify", place[0], place[1])
            #expect(verified.status == 0, "\(verified.output) \(verified.complaints)")
            #expect(verified.lines.first?.hasPrefix("Every row is what the log says") == true)
        }
        let anew = try await clotho.run("projections", "rebuild")
        #expect(anew.lines.last == "No row has changed.", "\(anew.complaints)")
        let refused = try await clotho.run("projections", "rebuild", "--data-dir", directory)
        #expect(refused.status != 0 && refused.complaints.contains("A server runs on"))

        // Damaged views are made anew without a server, and the next one finds them right.
        #expect(server.terminate() == 0)
        let rows = try await clotho.run("projections", "status", "--data-dir", directory, "--json")
        try Data("not a database".utf8).write(to: server.directory.appending(path: "views.sqlite"))
        let offline = try await clotho.run("projections", "rebuild", "--data-dir", directory)
        #expect(offline.status == 0, "\(offline.complaints)")
        try await server.start()
        let restarted = CommandLine(server: server.address)
        let again = try await restarted.run("projections", "status", "--json")
        let (before, after) = (
            try JSONValue(parsing: rows.output), try JSONValue(parsing: again.output)
        )
        // The server that has started leads, and has said so.
        #expect(before.object?["position"] == before.object?["head"])
        #expect(after.object?["position"] == after.object?["head"])
        var (kept, made) = (before.object?["rows"]?.object, after.object?["rows"]?.object)
        #expect(kept?["t_site_lease"] == 1 && made?["t_site_lease"] == 2)
        kept?["t_site_lease"] = made?["t_site_lease"]
        #expect(
            kept.map { JSONValue.object($0).text(sortedKeys: true) }
                == made.map { JSONValue.object($0).text(sortedKeys: true) })
        let verified = try await restarted.run("projections", "verify")
        #expect(verified.status == 0, "\(verified.output)")
        #expect(server.terminate() == 0)
    }
}
