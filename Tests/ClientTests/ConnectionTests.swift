import Domain
import NIOCore
import Storage
import Testing

@testable import clotho

@Suite struct ConnectionTests {
    @Test func queriesAreEscaped() {
        let query = QueryString.text([("name", "a b"), ("id_delimiter", ","), ("x", "é&=+~")])
        #expect(query == "name=a%20b&id_delimiter=%2C&x=%C3%A9%26%3D%2B~")
    }

    @Test(arguments: ["127.0.0.1:9380", "http://127.0.0.1:9380", "http://127.0.0.1:9380//"])
    func addressesMayBeShort(address: String) {
        #expect(SiteConnection.base(address) == "http://127.0.0.1:9380")
    }

    @Test func aFileIsOnePartOfAForm() async throws {
        let file = try MultipartFile(path: #filePath)
        var body: [UInt8] = []
        for try await piece in file { body += piece.readableBytesView }
        let text = String(decoding: body, as: UTF8.self)
        let boundary = try #require(file.contentType.split(separator: "=").last)
        #expect(body.count == file.byteCount)
        #expect(text.hasPrefix("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\";"))
        #expect(text.contains("filename=\"ConnectionTests.swift\"\r\n"))
        #expect(text.hasSuffix("}\n\r\n--\(boundary)--\r\n"))
    }

    @Test func aFileThatIsNotThereIsToldBeforeAnythingIsSent() {
        #expect(throws: StorageError.self) { try MultipartFile(path: "/nowhere/table.csv") }
    }

    @Test func aRefusalKeepsTheServersWords() throws {
        let bytes = Array(#"{"retcode":101,"retmsg":"find task failed"}"#.utf8)
        let reply = try SiteReply(parsing: bytes, from: "http://x")
        #expect(
            throws: ClientError(
                .refused(101), "Could not list tasks: find task failed (retcode 101)")
        ) { try reply.accepted("list tasks") }
    }

    @Test func aPageIsNoAnswer() {
        #expect(throws: ClientError.self) {
            try SiteReply(parsing: Array("<html>".utf8), from: "http://x")
        }
    }

    @Test(arguments: [
        (JobStatus.success, nil), (.failed, 2), (.timeout, 2), (.canceled, 3), (.running, 1),
    ])
    func theExitStatusTellsTheEnd(status: JobStatus, code: Int32?) {
        #expect(JobCommands.exitStatus(status) == code)
    }
}
