import Components
import Domain
import Glibc
import Storage
import Testing

@Suite struct UploadTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private func file(_ text: String) -> String {
        let path = "\(bench.directory)/upload.csv"
        let file = fopen(path, "w")
        fputs(text, file)
        fclose(file)
        return path
    }

    private func upload(
        _ text: String, _ parameters: JSONObject = [:]
    ) async throws -> (result: TaskResult, tracker: MemoryTracker) {
        var all: JSONObject = ["file": .string(file(text)), "namespace": "ns", "name": "tab"]
        for (key, value) in parameters { all[key] = value }
        return try await bench.run("Upload", [.init(party: .local, parameters: all)])[.local]!
    }

    @Test func aFileBecomesANamedTable() async throws {
        let (result, tracker) = try await upload("id,y,x0\n2,0,0.5\n1,1,2\n", ["partition": 4])
        let (name, content) = try #require(result.namedTable)
        #expect(name == TableName(namespace: "ns", name: "tab"))
        #expect(content.count == 2 && content.partitions == 4)
        let (header, rows) = try bench.tables.open(content).textRows()
        #expect(header == ["id", "y", "x0"])
        #expect(rows == [["1", "1", "2"], ["2", "0", "0.5"]])
        #expect(tracker.value("upload", "data_access", "count") == 2)
        #expect(tracker.report.metas.map(\.type) == ["UPLOAD"])
        #expect(tracker.report.percents == [100])
    }

    @Test func idsMayBeAdded() async throws {
        let (result, _) = try await upload(
            "a,b\n5,6\n5,6\n", ["extend_sid": true, "auto_increasing_sid": 1])
        let rows = try bench.tables.open(#require(result.namedTable).content).textRows()
        #expect(rows.header == ["extend_sid", "a", "b"])
        #expect(rows.rows == [["0", "5", "6"], ["1", "5", "6"]])
        let (other, _) = try await upload("a,b\n5,6\n", ["extend_sid": true])
        let key = try bench.tables.open(#require(other.namedTable).content).first(1)[0].key
        #expect(key.count == 33)
    }

    @Test func metaAndSchemaSayMoreOfTheColumns() async throws {
        let (result, _) = try await upload(
            "1;7;0.5\n",
            [
                "head": 0, "with_meta": true, "schema": ["sid": "person", "header": "age;rate"],
                "meta": ["delimiter": ";", "with_label": true, "label_name": "age"],
            ])
        let schema = try #require(result.namedTable).content.schema
        #expect(schema.idName == "person" && schema.header == ["age", "rate"])
        #expect(schema.labelName == "age" && schema.delimiter == ";")
    }

    @Test func aFaultyFileLeavesNoTable() async throws {
        let error = await #expect(throws: CSVError.self) { try await upload("id,a\n1,2\n1,3\n") }
        #expect(error?.code == .duplicateID)
        #expect(try bench.tables.sweep(keeping: [], idleSeconds: 0).isEmpty)
    }

    @Test(
        arguments: [
            ("file", "", "Parameter file \"\" must be given"),
            ("partition", 1024, "Parameter partition 1024 must be from 1 to 1023"),
            ("head", 2, "Parameter head 2 must be true or false"),
            ("id_delimiter", "", "Parameter id_delimiter \"\" must be given"),
            ("auto_increasing_sid", true, "Parameter auto_increasing_sid true needs extend_sid"),
            (
                "storage_engine", "MYSQL",
                "Parameter storage_engine \"MYSQL\" is not supported: an upload is kept at the site "
                    + "(STANDALONE)"
            ),
        ] as [(String, JSONValue, String)])
    func whatCannotWorkIsRefused(name: String, value: JSONValue, message: String) {
        var parameters: JSONObject = ["file": "f", "namespace": "n", "name": "t"]
        parameters[name] = value
        let error = #expect(throws: ComponentError.self) {
            try bench.check("Upload", parameters, for: .local)
        }
        #expect(error?.message == message)
    }
}
