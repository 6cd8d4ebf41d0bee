import Domain
import Foundation
import Testing

/// Real servers, workers and files: what an ended job has left goes, what others use stays.
@Suite(.serialized) struct CleanTests {
    /// The files of table contents, below the data directory.
    private func files(_ server: ServerProcess) throws -> Set<String> {
        let tables = server.directory.appending(path: "tables").path()
        let all = try FileManager.default.subpathsOfDirectory(atPath: tables)
        return Set(all.filter { $0.hasSuffix(".mdb") })
    }

    @Test func theFilesOfAJobGoAndUploadsStay() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let line = CommandLine(server: server.address)
        try await FederatedJob.uploadDemo(to: client)
        let uploaded = try files(server)
        #expect(uploaded.count == 2)
        let job = try await FederatedJob.submitShort(to: client)
        #expect(try await client.end(of: job).status == "success")
        #expect(try files(server).count > uploaded.count)
        let noted = try await line.run("job", "note", job.text, "the first try")
        #expect(noted.status == 0, "\(noted.complaints)")
        let list = try await line.run("job", "list")
        #expect(list.output.contains("the first try"))
        let shown = try await line.run("job", "show", job.text)
        #expect(shown.output.contains("notes: the first try"), "\(shown.output)")
        let cleaned = try await line.run("job", "clean", job.text)
        #expect(cleaned.status == 0, "\(cleaned.complaints)")
        #expect(cleaned.output.contains("guest:9999"), "\(cleaned.output)")
        #expect(cleaned.output.contains("thrown away"))
        #expect(try files(server) == uploaded)
        // The model is not the job's any more, and the uploads can be read again.
        let models = try await line.run("model", "list")
        #expect(models.output.contains(job.text))
        let again = try await line.run("job", "rerun", job.text, "--force", "--watch")
        #expect(again.status == 0, "\(again.complaints)")
        let queue = try await line.run("queue", "clean")
        #expect(queue.status == 0 && queue.output.contains("no job waits"))
    }
}
