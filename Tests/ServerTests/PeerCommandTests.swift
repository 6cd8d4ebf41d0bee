import Domain
import EventStore
import Foundation
import Journal
import Testing

/// `clotho peer list` and `clotho model list` of a real server.
@Suite(.serialized) struct PeerCommandTests {
    private func checkpoint(_ root: String) -> PeerCheckpoint {
        PeerCheckpoint(
            root: LogRoot(size: 7, root: String(repeating: root, count: 64)), note: "note",
            key: "insurer+00000000+AQ")
    }

    /// Writes on the log of a site that does not run what another site has shown it.
    private func show(_ checkpoints: [PeerCheckpoint], to server: ServerProcess) async throws {
        let log = try LMDBEventLog(path: server.directory.path() + "/log", site: "site")
        let journal = Journal(log)
        for checkpoint in checkpoints {
            try await journal.execute(
                .noteCheckpoint(checkpoint, nil), by: PeerDecider.self, on: .peer("insurer"),
                CommandContext(
                    actor: "test", correlationID: "test",
                    now: Timestamp(millisecondsSinceEpoch: 1_795_000_000_000)))
        }
        await log.close()
    }

    @Test func aForkedPeerIsAFinding() async throws {
        let server = try await ServerProcess()
        var clotho = CommandLine(server: server.address)
        let none = try await clotho.run("peer", "list")
        #expect(none.status == 0 && none.output.contains("no other site is known"))
        #expect(await server.end() == 0)
        try await show([checkpoint("a")], to: server)
        try await server.start()
        clotho = CommandLine(server: server.address)
        let sound = try await clotho.run("peer", "list")
        #expect(sound.status == 0 && sound.output.contains("sound"), "\(sound.output)")
        #expect(await server.end() == 0)

        try await show([checkpoint("b")], to: server)
        try await server.start()
        clotho = CommandLine(server: server.address)
        let forked = try await clotho.run("peer", "list")
        #expect(forked.status == 1, "\(forked.complaints)")
        #expect(forked.output.contains("FORKED: two roots at size 7"), "\(forked.output)")
        let answer = try JSONValue(parsing: try await clotho.run("peer", "list", "--json").output)
        #expect(answer.array?.first?.object?["f_site"] == "insurer")
        #expect(await server.end() == 0)
        #expect(try await clotho.run("peer", "list").status == 2)
    }

    @Test func noModelIsAnEmptyListAndNoError() async throws {
        let server = try await ServerProcess()
        let clotho = CommandLine(server: server.address)
        let list = try await clotho.run("model", "list")
        #expect(list.status == 0 && list.output == "no model\n", "\(list.complaints)")
        let json = try await clotho.run("model", "list", "--json")
        #expect(json.status == 0 && json.output == "[]\n")
        let show = try await clotho.run("model", "show", "20240101000000000001")
        #expect(show.status != 0 && show.complaints.contains("no model could be found"))
        #expect(await server.end() == 0)
    }
}
