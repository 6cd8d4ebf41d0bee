import Domain
import TestKit
import Testing

/// What a conf may say of components that are taken over from an earlier job.
@Suite struct InheritanceWishTests {
    private let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": []])
    private let source = JSONValue.string(Samples.job.text)

    private func read(_ info: JSONValue, role: JSONValue? = nil) throws -> InheritanceWish? {
        var conf = JobDocuments.conf().object ?? [:]
        var parameters: JSONObject = ["common": ["inheritance_info": info]]
        if let role { parameters["role"] = ["host": ["0": ["inheritance_info": role]]] }
        conf["job_parameters"] = .object(parameters)
        return try JobSpecification(dsl: dsl, conf: .object(conf)).inheritance
    }

    private func refusal(_ info: JSONValue, role: JSONValue? = nil) throws -> ConfError? {
        do {
            _ = try read(info, role: role)
            return nil
        } catch JobSpecificationError.conf(let error) {
            return error
        }
    }

    @Test func componentsComeInTopologicalOrder() throws {
        let wish = try read(["job_id": source, "component_list": ["b", "a", "b"]])
        #expect(wish?.source == Samples.job)
        #expect(wish?.components.map(\.text) == ["a", "b"])
    }

    @Test func nothingIsWishedByFATEsDefaults() throws {
        #expect(try read([:]) == nil)
        #expect(try read(.null) == nil)
        #expect(try read(["job_id": source, "component_list": []]) == nil)
    }

    @Test(
        arguments: [
            ("text", "inheritance_info"), (["job_id": 7, "component_list": ["a"]], "job_id"),
            (["component_list": ["a"]], "job_id"),
            (["job_id": "202611210800000000000", "component_list": "a"], "component_list"),
            (["job_id": "202611210800000000000", "component_list": [7]], "component_list"),
        ] as [(JSONValue, String)])
    func wrongShapesAreNamed(info: JSONValue, field: String) throws {
        let error = try refusal(info)
        #expect(error?.code == .badValue)
        #expect(error?.field?.hasSuffix(field) == true, "\(String(describing: error))")
    }

    @Test func whatIsReadIsListedToo() throws {
        let unlisted = try refusal(["job_id": source, "component_list": ["b"]])
        #expect(unlisted?.code == .notInheritable && unlisted?.component == "b")
        #expect(unlisted?.message.contains("list a too") == true)
        let unknown = try refusal(["job_id": source, "component_list": ["z"]])
        #expect(unknown?.component == "z")
        #expect(unknown?.message.contains("it has a, b, c") == true, "\(unknown?.message ?? "")")
    }

    @Test func aRoleCannotWishForItself() throws {
        let error = try refusal([:], role: ["job_id": source, "component_list": ["a"]])
        #expect(error?.code == .notInheritable)
        #expect(error?.field == "job_parameters.role.host.0.inheritance_info")
    }

    @Test func predictJobsDoNotTakeOverWhatTrainingDid() throws {
        var trained = JobDocuments.conf().object ?? [:]
        trained["job_parameters"] = [
            "common": [
                "task_cores": 2,
                "inheritance_info": ["job_id": source, "component_list": ["a"]],
            ]
        ]
        var conf = JobDocuments.conf().object ?? [:]
        conf["job_parameters"] = ["common": ["job_type": "predict"]]
        let merged = try RuntimeConf.predicting(.object(conf), trainedWith: .object(trained))
        let common = merged.object?["job_parameters"]?.object?["common"]?.object
        #expect(common?["inheritance_info"] == nil)
        #expect(common?["task_cores"] == 2)
    }
}
