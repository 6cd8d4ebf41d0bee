import Domain
import Testing

/// Output names become file names in downloads.
@Suite struct OutputNameTests {
    @Test(arguments: ["../../etc/evil", "a/b", "", ".hidden", "a b", "a.b"])
    func aNameThatIsNoNameIsRefused(_ name: String) throws {
        let dsl: JSONValue = [
            "components": [
                "reader_0": ["module": "Reader", "output": ["data": [.string(name)]]]
            ]
        ]
        let error = #expect(throws: DSLError.self) { try DSL(dsl) }
        #expect(error?.component == "reader_0")
        #expect(error?.field == "output.data")
    }
}
