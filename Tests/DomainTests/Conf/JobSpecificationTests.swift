import Domain
import Testing

@Suite struct JobSpecificationTests {
    let catalogue = ModuleCatalogue([
        ModuleDescriptor(
            module: "Reader", provider: "fate_flow", version: "1.11.2", roles: [.guest, .host],
            parameters: ["table": nil]),
        ModuleDescriptor(
            module: "Binning", provider: "fate", version: "1.11.2", roles: [.guest, .host],
            parameters: ["bins": 10, "transform": ["type": "woe", "deep": ["a": 1]], "free": [:]]),
    ])

    let dsl: JSONValue = [
        "provider": "fate@1.8.0",
        "components": [
            "reader_0": ["module": "Reader", "provider": "fate_flow", "output": ["data": ["d"]]],
            "bin_0": [
                "module": "Binning", "input": ["data": ["data": ["reader_0.d"]]],
                "output": ["model": ["m"]],
            ],
            "bin_1": ["module": "Binning", "input": ["model": ["bin_0.m"]]],
        ],
    ]

    let guest = Party(.guest, PartyID(9999))
    let host = Party(.host, PartyID(10001))

    private func job(_ parameters: JSONValue, provider: JSONValue = [:]) throws -> JobSpecification
    {
        try JobSpecification(
            dsl: dsl,
            conf: RuntimeConfTests.conf([
                "component_parameters": parameters, "provider": provider,
            ]))
    }

    private func bin(
        _ parameters: JSONValue, name: String = "bin_0"
    ) throws -> ComponentParameters {
        let job = try job(parameters)
        let component = try #require(ComponentName(name).flatMap { job.dsl[$0] })
        return try #require(try job.parameters(of: component, for: host, in: catalogue))
    }

    @Test func nestedParametersAreMergedAtAnyDepth() throws {
        let bin = try bin([
            "common": ["bin_0": ["transform": ["deep": ["a": 2]], "free": ["x": 1, "y": 2]]],
            "role": [
                "host": ["0|1": ["bin_0": ["transform": ["type": "none"], "free": ["z": 3]]]]
            ],
        ])
        #expect(
            bin.effective == [
                "bins": 10, "transform": ["type": "none", "deep": ["a": 2]], "free": ["z": 3],
            ])
        #expect(bin.userSpecified == ["transform": ["type": "none"], "free": ["z": 3]])
    }

    @Test func aComponentThatUsesAModelHasTheParametersOfItsMaker() throws {
        let bin = try bin(["common": ["bin_0": ["bins": 5], "bin_1": ["bins": 7]]], name: "bin_1")
        #expect(bin.source.text == "bin_0")
        #expect(bin.effective["bins"] == 5)
    }

    @Test func aNestedParameterThatTheModuleDoesNotKnowIsNamedByItsPath() throws {
        let error = try #require(throws: ConfError.self) {
            try bin(["common": ["bin_0": ["transform": ["deep": ["b": 1]]]]])
        }
        #expect(error.code == .redundantParameter)
        #expect(error.field == "bin_0.transform.deep.b")
    }

    @Test func aPredictJobLeavesOutWhatTheModuleDoesNotKnow() throws {
        let conf = RuntimeConfTests.conf([
            "job_parameters": ["common": ["job_type": "predict"]],
            "component_parameters": [
                "common": ["bin_0": ["bins": 5, "old": 1, "transform": ["deep": ["b": 1]]]]
            ],
        ])
        let job = try JobSpecification(dsl: dsl, conf: conf)
        let component = try #require(ComponentName("bin_0").flatMap { job.dsl[$0] })
        let bin = try #require(try job.parameters(of: component, for: host, in: catalogue))
        #expect(
            bin.effective == [
                "bins": 5, "transform": ["type": "woe", "deep": ["a": 1]], "free": [:],
            ])
    }

    @Test func providersInTheDSLCountLessThanThoseInTheConf() throws {
        let job = try job([:], provider: ["role": ["host": ["1": ["bin_0": "fate@1.9.0"]]]])
        let providers = job.components.map { component in
            [guest, host].map { job.chosenProvider(of: component, for: $0)?.description }
        }
        #expect(
            providers == [
                ["fate_flow", "fate_flow"], ["fate@1.8.0", "fate@1.9.0"],
                ["fate@1.8.0", "fate@1.8.0"],
            ])
    }

    @Test func aProviderWithoutTheModuleIsRefused() throws {
        let job = try job([:], provider: ["common": ["bin_0": "fate_sql"]])
        let error = try #require(throws: ConfError.self) {
            try job.check(for: guest, in: catalogue)
        }
        #expect(error.code == .unknownModule)
    }

    @Test func aComponentFollowsTheNeedRunOfTheModelItUses() throws {
        let needing = ModuleCatalogue(
            catalogue.modules.compactMap { catalogue[$0] } + [
                ModuleDescriptor(
                    module: "Binning", provider: "fate", version: "1", roles: [.host],
                    parameters: ["need_run": true])
            ])
        let job = try job(["common": ["bin_0": ["need_run": false]]])
        let atHost = try job.needRun(for: host, in: needing)
        let atGuest = try job.needRun(for: guest, in: needing)
        #expect(job.components.map { atHost[$0.name] } == [true, false, false])
        #expect(job.components.map { atGuest[$0.name] } == [true, false, false])
    }

    @Test func aWrongJobParameterOfOnePartyIsFoundAtSubmit() throws {
        let conf = RuntimeConfTests.conf([
            "job_parameters": ["role": ["host": ["1": ["task_cores": 0]]]]
        ])
        let error = try #require(throws: JobSpecificationError.self) {
            try JobSpecification(dsl: dsl, conf: conf)
        }
        #expect(error.code == "bad_value")
    }
}
