import Domain
import HTTPTypes
import Journal
import TestKit
import Testing

@testable import API

/// What an upload leaves behind when it is refused: nothing.
@Suite struct UploadRouteTests {
    func form(_ file: String, fields: [String: String] = [:]) -> [UInt8] {
        let parts = fields.map { name, value in
            "--X\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        let filePart =
            "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
        return Array((parts.joined() + filePart + file + "\r\n--X--\r\n").utf8)
    }

    let query =
        "/v1/data/upload?%7B%22namespace%22:%22n%22,%22table_name%22:%22t%22,%22head%22:1,%22partition%22:4%7D"
    let headers: HTTPFields = [.contentType: "multipart/form-data; boundary=X"]

    func upload(
        _ api: TestAPI, _ body: [UInt8], to path: String? = nil
    ) async throws -> TestAPI.Answer {
        let answer = try await api.ask(.post, path ?? query, body, headers: headers)
        #expect(answer.status == 200)
        #expect(api.directory.files(in: "uploads") == [])
        return answer
    }

    @Test(arguments: [
        ("id,x\n1,2\n2,3,4\n", "Line 3"), ("id,x\n1,2\n1,3\n", "Line 3"), ("", "empty"),
        ("id,x\n", "header"),
    ])
    func badFiles(_ file: String, _ words: String) async throws {
        let answer = try await upload(try await TestAPI(), form(file))
        #expect(answer.code == 102)
        #expect(answer.message.contains(words), "\(answer.message)")
    }

    @Test func formFieldsMayComeAfterTheFile() async throws {
        var body = form("id,x\n1\n")
        body.removeLast("--X--\r\n".utf8.count)
        for (name, value) in ["namespace": "n", "table_name": "t", "head": "1", "partition": "4"] {
            let disposition = "Content-Disposition: form-data; name=\"\(name)\""
            body += Array("--X\r\n\(disposition)\r\n\r\n\(value)\r\n".utf8)
        }
        body += Array("--X--\r\n".utf8)
        let answer = try await upload(try await TestAPI(), body, to: "/v1/data/upload")
        #expect(answer.code == 102)
        #expect(answer.message.contains("Line 2"))
    }

    @Test func twoFilesAreNotJoined() async throws {
        var body = form("id,x\n1,2\n")
        body.removeLast("--X--\r\n".utf8.count)
        let answer = try await upload(try await TestAPI(), body + form("id,x\n2,3\n"))
        #expect(answer.code == 100)
        #expect(answer.message.contains("two files"))
    }

    @Test func missingParametersAreNamed() async throws {
        let answer = try await upload(
            try await TestAPI(), form("id,x\n1,2\n"), to: "/v1/data/upload?head=1")
        #expect(answer.code == 100)
        #expect(
            answer.message
                == "KeyError('required argument are missing: namespace,table_name,partition; ')")
    }

    @Test func aFormWithoutAFile() async throws {
        let answer = try await upload(
            try await TestAPI(),
            Array("--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X--".utf8))
        #expect(answer.code == 100)
        let json = try await TestAPI().post("/v1/data/upload", ["namespace": "n"])
        #expect(json.code == 100)
    }

    @Test func aTableThatExistsIsNotReplaced() async throws {
        let api = try await TestAPI()
        let name = TableName(namespace: "n", name: "t")!
        try await api.simulated.running {
            try await api.site.journal.execute(
                .write(
                    name, Samples.content, origin: TableOrigin(kind: "upload", task: ""),
                    replacing: false), by: TableDecider.self, on: .table(name),
                api.simulated.context)
            try await api.site.settle()
            let answer = try await upload(api, form("id,x\n1,2\n"))
            #expect(answer.code == 100)
            #expect(answer.message.contains("please add the parameter --drop"))
            let info = try await api.post("/v1/table/table_info", ["name": "t", "namespace": "n"])
            #expect(info.data?.object?["count"] == 3)
            #expect(info.data?.object?["exist"] == 1)
            #expect(info.data?.object?["schema"]?.object?["sid"] == "id")
            let gone = try await api.post("/v1/table/delete", ["name": "t", "namespace": "n"])
            #expect(gone.code == 0)
            let again = try await api.post("/v1/table/delete", ["name": "t", "namespace": "n"])
            #expect(again.code == 101)
        }
    }

    @Test func filesOverTheLimit() async throws {
        let api = try await TestAPI(limits: APILimits(uploadBytesMax: 20))
        let answer = try await upload(api, form("id,x\n" + String(repeating: "1,2\n", count: 10)))
        #expect(answer.code == 102)
        #expect(answer.message.contains("20 bytes"))
    }

    /// This site has no module Upload, so the job itself is refused.
    @Test func aRefusedJobTakesItsFileWithIt() async throws {
        let answer = try await upload(try await TestAPI(), form("id,x\n1,2\n"))
        #expect(answer.code == 103)
        #expect(answer.message.contains("Upload"))
    }
}
