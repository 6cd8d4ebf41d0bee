import Domain
import Testing

@Suite struct VersionOneFixtureTests {
    @Test(arguments: Case.valid(with: "args_input")) func tables(of example: Case) throws {
        let tables = try example.versionOneJob().conf.tables
        for (role, places) in try example.required("args_input").members() {
            let own = try #require(Role(rawValue: role).flatMap { tables[$0] })
            let json = own.map { JSONValue.object(["args": ["data": .object($0)]]).sorted }
            #expect(json == (try places.items().map(\.sorted)))
        }
    }

    /// FATE-Flow 1.11 converts, though nothing that it ships calls it rightly.
    @Test(arguments: Case.valid(with: "args_input")) func conversion(of example: Case) throws {
        let converted = try example.versionOneJob().converted
        let expected = try example.document("expected").member("observed", "conversion_v1_to_v2")
        #expect(converted.dsl.sorted == (try expected.member("dsl").sorted))
        #expect(converted.conf.sorted == (try expected.member("conf").sorted))
    }

    /// What is converted runs in the same order, with a reader for each table.
    @Test(arguments: Case.valid(with: "args_input"))
    func whatIsConvertedIsAJob(of example: Case) throws {
        let converted = try example.versionOneJob().converted
        let job = try JobSpecification(dsl: converted.dsl, conf: converted.conf)
        let own = job.components.filter { $0.module != "Reader" }.map(\.name.text)
        #expect(own == (try example.required("topological_order").words()))
        for party in job.parties { try job.check(for: party, in: try Fixtures.catalogue()) }
    }
}
