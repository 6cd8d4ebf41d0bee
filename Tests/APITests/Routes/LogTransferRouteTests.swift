import Domain
import EventStore
import Foundation
import HTTPTypes
import Journal
import Storage
import TestKit
import Testing

@testable import API

/// Pieces of the log leave and arrive over HTTP.
@Suite struct LogTransferRouteTests {
    private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures/segments/demo.segment")
    /// The job of the fixture that trains a model.
    static let job = "202611211253187850000"

    static func segment() throws -> [UInt8] { try Array(Data(contentsOf: fixture)) }

    @Test func anImportedJobIsListedAndShownWithItsOrigin() async throws {
        let api = try await TestAPI()
        let segment = try Self.segment()
        try await api.simulated.running {
            let first = try await api.ask(.post, "/v1/log/import", segment)
            #expect(first.code == 0 && first.data?.object?["new_events"] == 265)
            let again = try await api.ask(.post, "/v1/log/import", segment)
            #expect(again.code == 0 && again.data?.object?["new_events"] == 0)
            #expect(again.data?.object?["position"] == .null)

            let own = try await api.post("/v1/job/list/job", [:])
            #expect(own.data?.object?["count"] == 0)
            let all = try await api.post("/v1/job/list/job", ["origin_site": "*"])
            let rows = all.data?.object?["jobs"]?.array ?? []
            #expect(rows.count == 5 && rows.allSatisfy { $0.object?["origin_site"] == "bank-a" })
            let shown = try await api.ask(.get, "/v1/job/show?job_id=\(Self.job)")
            #expect(shown.data?.object?["origin_site"] == "bank-a")
            #expect(shown.data?.object?["components"]?.array?.count == 5)
            let metrics = try await api.post(
                "/v1/tracking/component/metric/all",
                ["job_id": .string(Self.job), "component_name": "hetero_lr_0"])
            #expect(metrics.data?.object?["train"]?.object?["loss"] != nil)
            // What lies beside the log stayed where it was.
            let data = try await api.post(
                "/v1/tracking/component/output/data",
                ["job_id": .string(Self.job), "component_name": "hetero_lr_0"])
            #expect(data.code != 0)
        }
    }

    @Test func whatDoesNotHoldChangesNothing() async throws {
        let api = try await TestAPI()
        let segment = try Self.segment()
        let head = api.site.log.head
        try await api.simulated.running {
            var changed = segment
            changed[1_000] ^= 1
            let broken = try await api.ask(.post, "/v1/log/import", changed)
            #expect(broken.code != 0 && broken.message.contains("the byte at 1000 was changed"))
            let cut = try await api.ask(.post, "/v1/log/import", Array(segment.dropLast(9)))
            #expect(cut.code != 0 && cut.message.contains("cut off"))
            let empty = try await api.ask(.post, "/v1/log/import")
            #expect(empty.code != 0)
            let key = "bank-a+c3ac9c6d+nonsense"
            let unknown = try await api.ask(.post, "/v1/log/import?key=\(key)", segment)
            #expect(unknown.code != 0 && unknown.message.contains("key"))
            #expect(api.site.log.head == head)
        }
        #expect(FileSystem.files(below: api.site.directories.uploads).isEmpty)
    }

    @Test func anExportIsASegmentWithTheFilesItsEventsName() async throws {
        let api = try await TestAPI()
        let segment = try Self.segment()
        try await api.simulated.running {
            _ = try await api.ask(.post, "/v1/log/import", segment)
            let range = try await api.ask(.get, "/v1/log/export?from=2&to=100")
            let file = try Self.file(range.body, api)
            let report = try file.verify(key: api.site.key.verifier)
            #expect(report.isKeyConfirmed && file.trailer.eventCount == 99)
            let selected = try await api.ask(.get, "/v1/log/export?job=\(Self.job)")
            let job = try Self.file(selected.body, api)
            _ = try job.verify(key: api.site.key.verifier)
            #expect(job.trailer.eventCount == 210)
            #expect(job.trailer.artifacts.isEmpty)
            for query in ["from=0", "to=9999", "from=9&to=8", "job=x", "job=1&model=2", "model=m"] {
                let answer = try await api.ask(.get, "/v1/log/export?\(query)")
                #expect(answer.headers[.contentType] == "application/json", "\(query)")
                #expect(answer.code != 0, "\(query)")
            }
        }
    }

    private static func file(_ bytes: [UInt8], _ api: TestAPI) throws -> SegmentFile {
        let path = "\(api.directory.path)/\(UInt64.random(in: .min ... .max))"
        try Data(bytes).write(to: URL(filePath: path))
        return try SegmentFile(path: path)
    }
}
