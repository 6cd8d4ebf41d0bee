import Domain
import Foundation
import Testing

/// `clotho job check` over two real sites.
@Suite(.serialized) struct JobCheckCommandTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "check-\(UUID().uuidString)")

    private func write(_ name: String, _ json: JSONValue) throws -> String {
        let file = folder.appending(path: name)
        try Data(json.utf8()).write(to: file)
        return file.path()
    }

    /// Two sites that know each other; the arbiter lives with the insurer.
    private func sites() async throws -> [ServerProcess] {
        let bank = try await ServerProcess(["--site", "bank", "--cores", "4"])
        let insurer = try await ServerProcess(["--site", "insurer"])
        for (server, here, there, address) in [
            (bank, 9999, 10000, insurer.address), (insurer, 10000, 9999, bank.address),
        ] {
            let command = CommandLine(server: server.address)
            #expect(try await command.run("party", "add", "\(here)", "--here").status == 0)
            let added = try await command.run("party", "add", "\(there)", "--address", address)
            #expect(added.status == 0, "\(added.complaints)")
        }
        return [bank, insurer]
    }

    @Test func whatIsMissingIsMendedOneAfterTheOther() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let servers = try await sites()
        let clotho = CommandLine(server: servers[0].address)
        let job = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: FederatedJob.lr(iterations: 1))
        let dsl = try write("dsl.json", FederatedJob.dsl)
        let conf = try write("conf.json", job.conf)
        func check(_ more: String...) async throws -> CommandLine.Outcome {
            try await clotho.run(["job", "check", "--dsl", dsl, "--conf", conf] + more)
        }

        let bare = try await check()
        #expect(bare.status == 1, "\(bare.output)\(bare.complaints)")
        #expect(bare.lines.first == "the job cannot run: 2 things are missing")
        #expect(bare.output.contains("reader_0: there is no table experiment/guest at this site"))
        #expect(bare.output.contains("reader_0: there is no table experiment/host at this site"))

        // The guest's table without the label that the guest's DataTransform wants.
        let rows = [UInt8]("id,x0\n1,0.5\n2,0.25\n".utf8)
        try await FederatedJob.upload(
            guest: rows, host: rows, to: SiteClient(address: servers[0].address),
            hostsSite: SiteClient(address: servers[1].address))
        let unlabelled = try await check("--json")
        #expect(unlabelled.status == 1)
        let answer = try JSONValue(parsing: unlabelled.output)
        let findings = answer.object?["findings"]?.array ?? []
        #expect(findings.map { $0.object?["code"] } == ["table_schema"])
        #expect(findings.first?.object?["component"] == "data_transform_0")
        #expect(findings.first?.object?["party"] == "guest:9999")

        let labelled = [UInt8]("id,y,x0\n1,0,0.5\n2,1,0.25\n".utf8)
        let upload = try await clotho.run(
            "data", "upload", try writeTable(labelled), "--namespace", "experiment", "--name",
            "guest", "--drop")
        #expect(upload.status == 0, "\(upload.output)\(upload.complaints)")
        let whole = try await check()
        #expect(whole.status == 0, "\(whole.output)\(whole.complaints)")
        #expect(whole.lines.first == "the job can run, and start now")

        servers[1].crash()
        let away = try await check()
        #expect(away.status == 1)
        #expect(away.output.contains("unreachable") && away.output.contains("arbiter:10000"))
        let missing = try await clotho.run("job", "check", "--conf", "\(folder.path())/none.json")
        #expect(missing.status == 2 && missing.complaints.contains("none.json"))
        #expect(await servers[0].end() == 0)
    }

    private func writeTable(_ rows: [UInt8]) throws -> String {
        let file = folder.appending(path: "guest.csv")
        try Data(rows).write(to: file)
        return file.path()
    }
}
