import Domain
import Testing

@Suite struct DSLTests {
    /// A chain of `reader_0` and `lr_0`, with these members of `lr_0`.
    private func chain(_ members: JSONObject) -> JSONValue {
        var lr: JSONObject = ["module": "HeteroLR"]
        for (key, value) in members { lr[key] = value }
        return [
            "components": [
                "reader_0": ["module": "Reader", "output": ["data": ["table"], "model": ["m"]]],
                "lr_0": .object(lr),
            ]
        ]
    }

    private func error(_ dsl: JSONValue, mode: DSL.Mode = .train) throws -> DSLError {
        try #require(throws: DSLError.self) { try DSL(dsl, mode: mode) }
    }

    @Test func readsEveryPartOfAComponent() throws {
        let dsl = try DSL(
            chain([
                "provider": "fate@1.7.0",
                "input": [
                    "model": ["reader_0.m"],
                    "data": [
                        "validate_data": ["reader_0.table"], "train_data": ["reader_0.table"],
                    ],
                ],
                "output": ["data": ["train", "test"], "model": []],
            ]))
        let table = try #require(DSLReference("reader_0.table"))
        let lr = try #require(ComponentName("lr_0").flatMap { dsl[$0] })
        #expect(lr.module == "HeteroLR")
        #expect(lr.provider == "fate@1.7.0")
        #expect(
            lr.inputs == [
                DSLInput(.data(key: "validate_data"), [table]),
                DSLInput(.data(key: "train_data"), [table]),
                DSLInput(.model, try [#require(DSLReference("reader_0.m"))]),
            ])
        #expect(lr.outputs[.data] == ["train", "test"])
        #expect(lr.outputs.declares(.model) && !lr.outputs.declares(.cache))
        #expect(lr.isWarmStart)
    }

    @Test func anErrorSaysWhereAndWhatToDo() throws {
        let error = try error(chain(["input": ["data": ["train_data": ["reader_0.nope"]]]]))
        #expect(error.code == .unknownUpstreamOutput)
        #expect(error.component == "lr_0")
        #expect(error.field == "input.data.train_data")
        #expect(
            error.message == "Component lr_0: input.data.train_data reads reader_0.nope, "
                + "but reader_0 only declares table")
    }

    @Test(
        arguments: [
            (["components": [:]], .missingComponents), (["components": []], .missingComponents),
            (["components": ["a": 1]], .missingModule),
            (["components": ["a": ["module": ""], "b": ["module": 1]]], .missingModule),
            (["components": ["b!": ["module": "M"], "a": [:]]], .missingModule),
            ([], .missingDSL), (nil, .missingDSL),
        ] as [(JSONValue, DSLError.Code)])
    func refusesWhatIsNoDSL(dsl: JSONValue, code: DSLError.Code) throws {
        #expect(try error(dsl).code == code)
    }

    @Test(arguments: [
        "reader_0", "reader_0.", ".table", "a.b.c", "pipeline.reader_0.table", "args.train_data.x",
    ])
    func refusesAReferenceThatIsNotComponentAndOutput(reference: String) throws {
        let error = try error(chain(["input": ["data": ["data": [.string(reference)]]]]))
        #expect(error.code == .badReference)
    }

    @Test(
        arguments: [
            (["input": ["model": "reader_0.m"]], "input.model"),
            (["input": ["isometric_model": [:]]], "input.isometric_model"),
            (["input": ["cache": nil]], "input.cache"),
        ] as [(JSONObject, String)])
    func refusesAnInputThatIsNoList(members: JSONObject, field: String) throws {
        let error = try error(chain(members))
        #expect(error.code == .inputValueNotList)
        #expect(error.field == field)
    }

    @Test func modelsAreCheckedBeforeData() throws {
        let input: JSONValue = ["data": ["data": ["x.y"]], "model": ["reader_0"]]
        #expect(try error(chain(["input": input])).field == "input.model")
    }

    @Test func namesTheMembersOfALoopAwayFromTheFirstComponent() throws {
        let both: JSONValue = ["data": ["table"]]
        let dsl: JSONValue = [
            "components": [
                "reader_0": ["module": "Reader", "output": both],
                "late_0": [
                    "module": "Union",
                    "input": ["data": ["data": ["c_0.table", "reader_0.table"]]],
                ],
                "a_0": [
                    "module": "Union", "input": ["data": ["data": ["b_0.table"]]], "output": both,
                ],
                "b_0": [
                    "module": "Union", "input": ["data": ["data": ["c_0.table"]]], "output": both,
                ],
                "c_0": [
                    "module": "Union", "input": ["data": ["data": ["a_0.table"]]], "output": both,
                ],
            ]
        ]
        let error = try error(dsl)
        #expect(error.code == .loop)
        #expect(error.message.contains("b_0 -> a_0 -> c_0 -> b_0"))
    }

    @Test func aPredictJobTakesModelsFromTheTrainedJob() throws {
        let input: JSONValue = [
            "data": ["test_data": ["reader_0.table"]], "model": ["pipeline.lr_0.model"],
        ]
        let dsl = try DSL(chain(["input": input]), mode: .predict)
        let lr = try #require(ComponentName("lr_0"))
        #expect(dsl.graph.upstream(of: lr).map(\.text) == ["reader_0"])
        #expect(dsl[lr]?.references(.model).first?.isFromPipeline == true)
        #expect(try error(chain(["input": input])).code == .badReference)
    }

    @Test func aLongDSLIsOrderedQuickly() throws {
        let count = 2000
        let members = (0..<count).map { number -> (String, JSONValue) in
            let upstream = "c_\(number + 1).t"
            let input: JSONValue =
                number + 1 < count ? ["data": ["data": [.string(upstream)]]] : [:]
            return ("c_\(number)", ["module": "M", "input": input, "output": ["data": ["t"]]])
        }
        let graph = try DSL(["components": .object(JSONObject(members))]).graph
        #expect(graph.topologicalOrder.first?.text == "c_\(count - 1)")
        #expect(graph.levels.count == count)
    }
}
