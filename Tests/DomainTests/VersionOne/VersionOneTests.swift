import Domain
import Testing

/// Jobs as they were written up to FATE 1.6.
@Suite struct VersionOneTests {
    private let dsl: JSONValue = [
        "components": [
            "dataio_0": [
                "module": "DataIO", "input": ["data": ["data": ["args.train"]]],
                "output": ["data": ["d"], "model": ["m"]],
            ],
            "dataio_1": [
                "module": "DataIO",
                "input": ["data": ["data": ["args.test"]], "model": ["dataio_0.m"]],
                "output": ["data": ["d"], "model": ["m"]], "need_deploy": false,
            ],
            "lr_0": [
                "module": "LR",
                "input": ["data": ["train_data": ["dataio_0.d"], "eval_data": ["dataio_1.d"]]],
                "output": ["data": ["d"], "model": ["m"]],
            ],
            "evaluation_0": ["module": "Evaluation", "input": ["data": ["data": ["lr_0.d"]]]],
        ]
    ]

    private let tables: JSONValue = [
        "data": ["train": [["name": "t"]], "test": [["name": "u"]]]
    ]

    private func conf(_ guest: JSONObject, _ host: JSONObject = [:]) -> JSONValue {
        [
            "initiator": ["role": "guest", "party_id": 1],
            "role": ["guest": [1], "host": [2, 3]], "job_parameters": ["work_mode": 1],
            "role_parameters": ["guest": .object(guest), "host": .object(host)],
            "algorithm_parameters": ["lr_0": ["alpha": 2]],
        ]
    }

    private func job(_ components: JSONObject) throws -> VersionOneJob {
        try VersionOneJob(
            dsl: ["components": .object(components)], conf: conf(["args": tables]))
    }

    @Test func tablesBecomeReadersAndListsBecomePlaces() throws {
        let converted = try VersionOneJob(
            dsl: dsl,
            conf: conf(["args": tables], ["lr_0": ["init": ["method": ["a", "b"]]]])
        ).converted
        let job = try JobSpecification(dsl: converted.dsl, conf: converted.conf)
        #expect(
            job.components.map(\.name.text) == [
                "reader_0", "dataio_0", "reader_1", "dataio_1", "lr_0", "evaluation_0",
            ])
        #expect(
            converted.conf.object?["component_parameters"] == [
                "common": ["lr_0": ["alpha": 2]],
                "role": [
                    "guest": [
                        "0": [
                            "reader_0": ["table": ["name": "t"]],
                            "reader_1": ["table": ["name": "u"]],
                        ]
                    ],
                    "host": [
                        "0": ["lr_0": ["init": ["method": "a"]]],
                        "1": ["lr_0": ["init": ["method": "b"]]],
                    ],
                ],
            ])
        #expect(job.jobParameters(for: job.initiator)?.members == ["work_mode": 1])
    }

    @Test func theNameOfAReaderMayBeTaken() throws {
        let job = try job([
            "reader_0": ["module": "M", "input": ["data": ["data": ["args.train"]]]]
        ])
        #expect(job.dsl.readers.map(\.name) == ["reader_1"])
    }

    @Test func predictingReadsOneTableAndLeavesOutWhatIsNotDeployed() throws {
        let predict = try VersionOneJob(dsl: dsl, conf: conf(["args": tables])).predictDSL()
        #expect(
            predict == [
                "components": [
                    "dataio_0": [
                        "module": "DataIO",
                        "input": [
                            "model": ["pipeline.dataio_0.m"],
                            "data": ["data": ["args.eval_data"]],
                        ],
                        "output": ["data": ["d"]],
                    ],
                    "lr_0": [
                        "module": "LR",
                        "input": [
                            "model": ["pipeline.lr_0.m"], "data": ["test_data": ["dataio_0.d"]],
                        ],
                        "output": ["data": ["d"]],
                    ],
                ]
            ])
    }

    @Test(
        arguments: [
            (["lr": ["module": "LR"]], .nameIndex), (["lr_x": ["module": "LR"]], .nameIndex),
            (["lr_00": ["module": "LR"]], .nameIndex), (["lr_1": ["module": "LR"]], .nameIndex),
            (["lr_0": ["module": "LR"], "lr_2": ["module": "LR"]], .nameIndex),
            (["a_0": ["module": "LR"], "a_1": ["module": "M"]], .prefixModules),
            (
                ["a_0": ["module": "M", "input": ["data": ["data": ["args.more"]]]]],
                .argsDataMissing
            ),
            (["a_0": ["module": "M", "input": ["data": ["data": ["args."]]]]], .badReference),
            (
                ["a_0": ["module": "M", "input": ["data": ["data": "args.train"]]]],
                .inputValueNotList
            ),
        ] as [(JSONObject, DSLError.Code)])
    func refusesADSL(_ components: JSONObject, _ code: DSLError.Code) throws {
        let error = try #require(throws: JobSpecificationError.self) { try job(components) }
        #expect(error.code == code.rawValue)
        #expect(error.component != nil && error.field != nil)
    }

    @Test(
        arguments: [
            (["lr_0": ["a": [1]]], .roleParameterLength, "role_parameters.host.lr_0.a"),
            (["lr_0": ["a": ["b": 1]]], .roleParameterNotList, "role_parameters.host.lr_0.a.b"),
            (["lr_0": 1], .badValue, "role_parameters.host.lr_0"),
            (
                ["args": ["data": ["t": [[:]]]]], .roleParameterLength,
                "role_parameters.host.args.data.t"
            ),
        ] as [(JSONObject, ConfError.Code, String)])
    func refusesAConf(_ host: JSONObject, _ code: ConfError.Code, _ field: String) throws {
        let error = try #require(throws: ConfError.self) {
            try VersionOneConf(conf([:], host))
        }
        #expect(error.code == code)
        #expect(error.field == field)
    }

    @Test func theFormTellsTheVersion() {
        #expect(VersionOneConf.isForm(of: conf([:])))
        #expect(!VersionOneConf.isForm(of: RuntimeConfTests.conf()))
        #expect(!VersionOneConf.isForm(of: ["component_parameters": [:], "role_parameters": [:]]))
        #expect(!VersionOneConf.isForm(of: ["dsl_version": 2, "role_parameters": [:]]))
    }
}
