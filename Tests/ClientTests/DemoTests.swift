import Domain
import Testing

@testable import clotho

@Suite struct DemoTests {
    @Test func theDemoIsAJob() throws {
        let folder = #filePath.part(before: "/Tests/") + "/fixtures/demo"
        let job = try JobSpecification(
            dsl: try JSONFile.read(folder + "/dsl.json"),
            conf: try JSONFile.read(folder + "/conf.json"))
        #expect(job.initiator.description == "guest:9999")
        #expect(job.parties.map(\.description) == ["guest:9999", "host:10000", "arbiter:10000"])
        #expect(
            job.components.map(\.name.text) == [
                "reader_0", "data_transform_0", "intersection_0", "hetero_lr_0", "evaluation_0",
            ])
    }

    @Test func aFileThatIsNoJSONIsToldByLineAndColumn() {
        #expect {
            try JSONFile.read(#filePath)
        } throws: { error in
            "\(error)".hasSuffix("DemoTests.swift, line 1, column 1: a value was expected here")
        }
    }
}

extension String {
    fileprivate func part(before mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
