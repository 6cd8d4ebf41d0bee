import Foundation
import HTTPTypes
import Testing

@testable import API

@Suite struct ArchiveTests {
    /// What `tar` makes of an archive.
    func listing(_ archive: [UInt8], in directory: TemporaryDirectory) throws -> String {
        let path = directory.path + "/a.tar.gz"
        try Data(archive).write(to: URL(fileURLWithPath: path))
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xvzf", path, "-C", directory.path]
        let pipe = Pipe()
        tar.standardOutput = pipe
        try tar.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func theLogsOfAJob() async throws {
        let api = try await TestAPI()
        let logs = api.directory.path + "/logs/202611210800000000000"
        let long = String(repeating: "component", count: 15)
        let files = [
            "guest/9999/INFO.log": "one line\n", "fate_flow_schedule.log": "",
            "guest/9999/\(long)/\(long).log": String(repeating: "x", count: 200_000),
        ]
        for (name, text) in files {
            try FileSystem.makeDirectories(
                URL(fileURLWithPath: "\(logs)/\(name)").deletingLastPathComponent().path)
            try FileWriter(path: "\(logs)/\(name)").write(Array(text.utf8))
        }
        for (method, path) in [
            (HTTPRequest.Method.post, "/v1/job/log/download"), (.get, "/v1/job/log"),
        ] {
            let answer = try await api.ask(
                method, path, Array(#"{"job_id":"202611210800000000000"}"#.utf8))
            #expect(answer.status == 200)
            #expect(
                answer.headers[.contentDisposition]
                    == "attachment; filename=job_202611210800000000000_log.tar.gz")
            let names = try listing(answer.body, in: api.directory)
            #expect(names.split(separator: "\n").count == 3)
            for (name, text) in files {
                let found = try String(
                    contentsOfFile: "\(api.directory.path)/\(name)", encoding: .utf8)
                #expect(found == text)
            }
        }
    }
}
