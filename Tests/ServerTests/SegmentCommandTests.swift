import Domain
import EventStore
import Foundation
import Testing

/// The real program moves a piece of a log between data directories without any server.
@Suite struct SegmentCommandTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "segments-\(UUID().uuidString)").path()
    private static let fixture = Programs.root
        .appending(path: "fixtures/segments/demo.segment").path()
    private static let job = "202611211253187850000"

    private func clotho(_ arguments: String...) throws -> (status: Int32, output: String) {
        try Programs.run(Programs.clotho, arguments)
    }

    private func makeSite(_ name: String) async throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        await (try LMDBEventLog(path: path + "/log", site: name)).close()
        return path
    }

    @Test func aJobTravelsFromLogToLog() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (first, second) = (try await makeSite("one"), try await makeSite("two"))
        let imported = try clotho("log", "import", Self.fixture, "--data-dir", first)
        #expect(imported.status == 0 && imported.output.contains("265 of 265 events are new"))
        let path = "\(folder)/job"
        let exported = try clotho("log", "export", path, "--job", Self.job, "--data-dir", first)
        #expect(exported.status == 0, "\(exported.output)")
        let again = try clotho("log", "export", path, "--job", Self.job, "--data-dir", first)
        #expect(again.status != 0 && again.output.contains("is there already"))
        #expect(try clotho("segment", "verify", path).status == 0)
        let moved = try clotho("log", "import", path, "--data-dir", second, "--json")
        let answer = try JSONValue(parsing: moved.output)
        #expect(answer.object?["site"] == "one" && answer.object?["new_events"] == 210)
        let checked = try clotho("log", "verify", "--data-dir", second)
        #expect(checked.status == 0 && checked.output.contains("211 events"), "\(checked.output)")
        // A piece of the same log that holds other events is a finding, a file that is none is not.
        let whole = "\(folder)/whole"
        #expect(try clotho("log", "export", whole, "--data-dir", second).status == 0)
        let part = try clotho("log", "export", "\(folder)/part", "--to", "9", "--data-dir", second)
        #expect(part.status == 0, "\(part.output)")
        let difference = try clotho("segment", "diff", whole, "\(folder)/part")
        #expect(difference.status == 1 && difference.output.contains("< "))
        #expect(try clotho("segment", "diff", whole, "\(folder)/none").status == 2)
        #expect(try clotho("log", "verify", "--data-dir", "\(folder)/none").status == 2)
        try damage("\(second)/log/data.mdb")
        let damaged = try clotho("log", "verify", "--data-dir", second)
        #expect(damaged.status == 1 && damaged.output.contains("DAMAGED"), "\(damaged.output)")
        let nowhere = try clotho("log", "import", path, "--data-dir", "\(folder)/none")
        #expect(nowhere.status != 0 && nowhere.output.contains("no log"), "\(nowhere.output)")
    }

    /// Changes a byte of an envelope wherever the file has it.
    private func damage(_ path: String) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        let type = Data("job.submitted".utf8)
        var from = bytes.startIndex
        while let found = bytes.range(of: type, in: from..<bytes.endIndex) {
            bytes[found.upperBound - 1] ^= 1
            from = found.upperBound
        }
        #expect(from > bytes.startIndex)
        try bytes.write(to: URL(filePath: path))
    }

    @Test func aSegmentIsReadWithoutAServer() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let list = try clotho("segment", "ls", Self.fixture)
        #expect(list.output.split(separator: "\n").count == 265)
        let query = try clotho(
            "segment", "query", Self.fixture, "--type", "job.submitted", "--json")
        let events = try query.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(events.count == 3)
        #expect(events.allSatisfy { $0.object?["payload"]?.object?["dsl"] != nil })
        let show = try clotho("segment", "show", Self.fixture, "1")
        #expect(show.output.contains("engine.registered"))
        #expect(try clotho("segment", "show", Self.fixture, "999").status != 0)
        #expect(try clotho("segment", "stat", Self.fixture).output.contains("265 events"))
        #expect(try clotho("segment", "diff", Self.fixture, Self.fixture).status == 0)
        let extracted = try clotho("segment", "extract", Self.fixture, "\(folder)/out")
        #expect(extracted.status == 0)
        let lines = try String(contentsOfFile: "\(folder)/out/events.jsonl", encoding: .utf8)
        #expect(lines.split(separator: "\n").count == 265)
        var bytes = try Data(contentsOf: URL(filePath: Self.fixture))
        bytes[4_711] ^= 1
        try bytes.write(to: URL(filePath: "\(folder)/changed"))
        let verified = try clotho("segment", "verify", "\(folder)/changed")
        #expect(verified.status == 1)
        #expect(try clotho("segment", "verify", "\(folder)/none").status == 2)
        #expect(try clotho("segment", "verify", Self.fixture, "--key", "none").status == 2)
        #expect(verified.output.contains("the byte at 4711 was changed"), "\(verified.output)")
        let difference = try clotho("segment", "diff", Self.fixture, "\(folder)/changed")
        #expect(difference.status == 2)
    }
}
