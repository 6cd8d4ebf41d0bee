import Domain
import Testing

/// Deriving what a predict job runs from what was trained.
@Suite struct PredictTests {
    private let trained: JSONValue = [
        "components": [
            "reader_0": ["module": "Reader", "output": ["data": ["table"]]],
            "scale_0": [
                "module": "Scale", "input": ["data": ["data": ["reader_0.table"]]],
                "output": ["data": ["scaled"], "model": ["scale"]],
            ],
            "split_0": [
                "module": "Split", "input": ["data": ["data": ["scale_0.scaled"]]],
                "output": ["data": ["left", "right"], "cache": ["seeds"]],
            ],
            "lr_0": [
                "module": "LR",
                "input": [
                    "data": ["validate_data": ["split_0.right"], "train_data": ["split_0.left"]],
                    "isometric_model": ["scale_0.scale"], "cache": ["split_0.seeds"],
                ],
                "output": ["data": ["scores"], "model": ["lr"]],
            ],
            "apply_0": [
                "module": "LR",
                "input": ["data": ["test_data": ["split_0.right"]], "model": ["lr_0.lr"]],
                "output": ["data": ["scores"]],
            ],
        ]
    ]

    private func predict(_ names: [String]?) throws -> JSONValue {
        try DSL(trained).predictDSL(deploying: names)
    }

    private func component(_ name: String, of dsl: JSONValue) -> JSONObject? {
        dsl.object?["components"]?.object?[name]?.object
    }

    @Test func aComponentReadsItsOwnModelAndOneKindOfData() throws {
        let lr = component("lr_0", of: try predict(nil))
        #expect(
            lr?["input"] == [
                "model": ["pipeline.lr_0.lr"], "data": ["test_data": ["split_0.left"]],
                "cache": ["split_0.seeds"],
            ])
        #expect(lr?["output"] == ["data": ["scores"]])
    }

    @Test func aComponentWithoutAModelOfItsOwnKeepsUsingTheOther() throws {
        let apply = component("apply_0", of: try predict(nil))
        #expect(apply?["input"]?.object?["model"] == ["pipeline.lr_0.lr"])
    }

    @Test func whatIsLeftOutIsReplacedByWhatItRead() throws {
        let dsl = try predict(["reader_0", "lr_0"])
        #expect(
            component("lr_0", of: dsl)?["input"] == [
                "model": ["pipeline.lr_0.lr"], "data": ["test_data": ["reader_0.table"]],
            ])
    }

    @Test func aReaderThatIsLeftOutLeavesNothingToRead() throws {
        let dsl = try predict(["lr_0"])
        #expect(component("lr_0", of: dsl)?["input"] == ["model": ["pipeline.lr_0.lr"]])
    }

    @Test(arguments: [nil, ["reader_0", "scale_0", "lr_0"], ["lr_0"]] as [[String]?])
    func whatIsDerivedIsAPredictDSL(of names: [String]?) throws {
        let dsl = try DSL(try predict(names), mode: .predict)
        #expect(dsl.components.count == names?.count ?? 5)
    }

    @Test func anUnknownComponentIsNamed() throws {
        let error = try #require(throws: DSLError.self) { try predict(["lr_0", "lr_7"]) }
        #expect(error.code == .deployUnknownComponent)
        #expect(error.component == "lr_7")
    }

    // MARK: - Conf

    private func merged(_ predict: [String: JSONValue?], _ train: [String: JSONValue?]) throws
        -> JSONObject
    {
        let conf = try RuntimeConf.predicting(
            RuntimeConfTests.conf(predict), trainedWith: RuntimeConfTests.conf(train))
        return try #require(conf.object)
    }

    @Test func theSubmittedConfIsStrongerAtAnyDepth() throws {
        let conf = try merged(
            ["component_parameters": ["common": ["lr_0": ["init": ["method": "ones"]]]]],
            [
                "component_parameters": [
                    "common": ["lr_0": ["alpha": 1, "init": ["method": "zeros", "bias": true]]]
                ],
                "provider": ["common": ["lr_0": "fate@1.9.0"]],
            ])
        #expect(
            conf["component_parameters"]?.object?["common"] == [
                "lr_0": ["alpha": 1, "init": ["method": "ones", "bias": true]]
            ])
        #expect(conf["provider"] == nil)
    }

    @Test func placesFollowTheParties() throws {
        let conf = try merged(
            ["role": ["guest": [9999], "host": [10001]]],
            [
                "role": ["guest": [9999], "host": [10000, 10001], "arbiter": [9000]],
                "job_parameters": [
                    "role": ["host": ["0": ["task_cores": 1], "1": ["task_cores": 2]]]
                ],
                "component_parameters": [
                    "role": [
                        "guest": ["0": ["a_0": ["x": 1]]],
                        "host": [
                            "all": ["a_0": ["x": 1, "y": 1]], "0": ["a_0": ["x": 2]],
                            "0|1": ["a_0": ["x": 3]],
                        ],
                        "arbiter": ["0": ["a_0": ["x": 9]]],
                    ]
                ],
            ])
        #expect(conf["role"] == ["guest": [9999], "host": [10001]])
        #expect(
            conf["job_parameters"]?.object?["role"] == ["host": ["0": ["task_cores": 2]]])
        #expect(
            conf["component_parameters"]?.object?["role"] == [
                "guest": ["0": ["a_0": ["x": 1]]], "host": ["0": ["a_0": ["x": 3, "y": 1]]],
            ])
    }

    @Test func aPartyThatWasNotTrainedIsNamed() throws {
        let error = try #require(throws: ConfError.self) {
            try merged(["role": ["guest": [9999], "host": [10000, 77]]], [:])
        }
        #expect(error.code == .predictPartyNotTrained)
        #expect(error.field == "role.host")
        #expect(error.message.contains("host:77"))
    }
}
