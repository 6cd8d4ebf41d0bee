import Components
import Domain
import Storage
import Testing

@Suite struct ReaderTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    @Test func theTableIsPassedOnAsItIs() async throws {
        var content = try bench.raw("id,y,x0\n1,0,0.5\n2,1,0.5\n3,1,-1\n")
        content.schema.labelName = "y"
        let (result, tracker) = try await bench.run(
            "Reader",
            [
                .init(
                    party: .guest, input: content,
                    parameters: ["table": ["name": "input", "namespace": "experiment"]])
            ])[.guest]!
        #expect(result.tables == [content])
        let meta = try #require(tracker.report.metas.first)
        #expect(meta.type == "data_info" && meta.name == "reader_name")
        #expect(meta.namespace == "reader_namespace")
        #expect(meta.attributes["table_info"] == ["y": "0,1", "x0": "0.5,-1"])
        #expect(meta.attributes["attribute_info"] == ["y": "label", "x0": "feature"])
        #expect(meta.attributes["count"] == 3)
        #expect(meta.attributes["partitions"] == 4)
    }

    @Test func aTableMustBeNamed() {
        #expect(throws: ComponentError("Parameter table.name \"\" must be given")) {
            try bench.check("Reader", ["table": ["name": "", "namespace": "n"]])
        }
    }
}
