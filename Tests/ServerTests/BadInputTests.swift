import Domain
import Foundation
import Testing

/// Bad input gets a clear error with FATE's retcode and changes nothing.
@Suite(.serialized) struct BadInputTests {
    /// The cases that are wrong for a train job.
    ///
    /// 59 and 61 are deploys and predict jobs. 51 has the documents of 14, which FATE 1.6 runs and
    /// 1.11 refuses: what is submitted runs, what reads version 2 only refuses it
    /// (`RefusalFixtureTests`).
    static let cases: [String] = {
        let others: Set = ["51", "59", "61"]
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: Programs.dslCases.path())) ?? []
        return names.sorted().filter { name in
            guard let number = Int(name.prefix(2)) else { return false }
            return number >= 30 && !others.contains(String(name.prefix(2)))
        }
    }()

    private func head(_ client: SiteClient) async throws -> Int? {
        try await client.get("/v1/log/stat").data?.object?["head"]?.integer
    }

    private func json(_ url: URL) throws -> JSONValue {
        try JSONValue(parsing: [UInt8](Data(contentsOf: url)))
    }

    @Test func aWrongJobIsRefusedAndLeavesNothing() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let before = try await head(client)
        for name in Self.cases {
            let folder = Programs.dslCases.appending(path: name)
            let answer = try await client.post(
                "job/submit",
                [
                    "job_dsl": try json(folder.appending(path: "dsl.json")),
                    "job_runtime_conf": try json(folder.appending(path: "conf.json")),
                ])
            let expected = try json(folder.appending(path: "expected.json"))
            let code = expected.object?["required"]?.object?["error"]
            let id = code?.string ?? code?.object?["id"]?.string ?? ""
            #expect(answer.code == 103, "\(name): \(answer.body)")
            #expect(answer.message.contains("(\(id))"), "\(name): \(answer.message)")
            let mistake = answer.data?.object?["error"]?.object
            #expect(mistake?["code"]?.string == id, "\(name): \(answer.body)")
            #expect(mistake?["field"]?.string != nil, "\(name): \(answer.body)")
            if let component = mistake?["component"]?.string {
                #expect(answer.message.contains(component), "\(name): \(answer.message)")
            }
            #expect(try await head(client) == before, "\(name) changed the log")
        }
        #expect(!Self.cases.isEmpty)
    }

    @Test func aWrongFileIsRefusedAndLeavesNothing() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let before = try await head(client)
        for (csv, word) in [
            ("id,y,x0\n1,0,0.5\n2,1\n", "Line 3"), ("id,y\n1,0\n2,1\n1,1\n", "Line 4"),
            ("", "empty"),
        ] {
            let answer = try await client.upload(Array(csv.utf8), name: "t")
            #expect(answer.code == 102, "\(answer.body)")
            #expect(answer.message.contains(word), "\(answer.message)")
        }
        let missing = try await client.post("data/upload", ["use_local_data": 0])
        #expect(missing.code == 100, "\(missing.body)")
        let info = try await client.post(
            "table/table_info", ["namespace": "experiment", "table_name": "t"])
        #expect(info.data?.object?["exist"]?.integer == 0)
        #expect(try await head(client) == before)
        let uploads = server.directory.appending(path: "uploads").path()
        let left = (try? FileManager.default.contentsOfDirectory(atPath: uploads)) ?? []
        #expect(left.isEmpty)
    }

    @Test func anUnknownTableIsNamedAtSubmit() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let before = try await head(client)
        let job = FederatedJob(guestTable: "nowhere", hostTable: "host", lr: [:])
        let answer = try await client.post(
            "job/submit", ["job_dsl": FederatedJob.dsl, "job_runtime_conf": job.conf])
        #expect(answer.code == 103)
        #expect(answer.message.contains("experiment/nowhere"), "\(answer.message)")
        #expect(try await head(client) == before)
    }

    @Test func aBodyOverTheLimitIsRefused() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let huge = JSONValue.string(String(repeating: "x", count: 33 << 20))
        let answer = try await client.post("job/submit", ["job_dsl": huge])
        #expect(answer.code == 100)
        #expect(answer.message.contains("larger"), "\(answer.message)")
        #expect(try await client.get("/health").body["status"] == "ok")
    }

    /// The client announces more than it sends and goes away.
    @Test func anUploadThatIsCutOffLeavesNothing() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let before = try await head(client)
        try CutConnection.send(
            to: server.address,
            """
            POST /v1/data/upload?namespace=n&table_name=t&file=x&head=1&partition=1 HTTP/1.1\r
            Host: x\r
            Content-Type: multipart/form-data; boundary=b\r
            Content-Length: 100000\r
            \r
            --b\r
            Content-Disposition: form-data; name="file"; filename="x"\r
            \r
            id,y
            1,0

            """)
        // A full upload afterwards is answered only when the server is alive and well.
        let answer = try await client.upload(Array("id,y\n1,0\n".utf8), name: "other")
        #expect(answer.code == 0, "\(answer.message)")
        if let job = answer.job { try await client.end(of: job) }
        let info = try await client.post(
            "table/table_info", ["namespace": "n", "table_name": "t"])
        #expect(info.data?.object?["exist"]?.integer == 0)
        let head = try await head(client)
        #expect(try await tables(after: before ?? 0, client) == ["table-experiment/other"])
        #expect(head ?? 0 > before ?? 0)
    }

    /// The streams of the tables written after a position.
    private func tables(after position: Int, _ client: SiteClient) async throws -> [String] {
        var streams: [String] = []
        for try await event in try await client.events(after: position, follow: false)
        where event["type"]?.string == "table.written" {
            streams.append(event["stream"]?.string ?? "")
        }
        return streams
    }
}
