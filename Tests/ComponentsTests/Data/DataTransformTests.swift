import Components
import Domain
import Storage
import Testing

@Suite struct DataTransformTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private func transform(
        _ text: String, _ parameters: JSONObject = [:], model: ModelArtifact? = nil,
        format: CSVFormat = CSVFormat()
    ) async throws -> (instances: Instances, model: ModelArtifact?) {
        let raw = try bench.raw(text, format: format)
        let seat = Bench.Seat(
            party: .guest, input: raw, parameters: parameters, model: model)
        let result = try await bench.run("DataTransform", [seat])[.guest]!.result
        return (try bench.tables.instances(result.tables[0]), result.model)
    }

    @Test func columnsBecomeFeatures() async throws {
        let (instances, model) = try await transform("id,x0,x1\n2,1,-0.5\n10, 3 ,4e1\n")
        #expect(instances.ids == ["10", "2"])
        #expect(instances.schema.header == ["x0", "x1"])
        #expect(instances.features.values == [3, 40, 1, -0.5])
        #expect(instances.labels == nil && instances.matchIDs == nil)
        #expect(model?.module == "DataTransform")
        #expect(model?.parameters["header"] == ["x0", "x1"])
    }

    @Test func theLabelIsFoundByItsName() async throws {
        let (instances, _) = try await transform(
            "id,x0,default\n1,0.5,1\n2,0.25,0\n", ["with_label": true, "label_name": "default"])
        #expect(instances.labels == [1, 0])
        #expect(instances.schema.labelName == "default")
        #expect(instances.features.values == [0.5, 0.25])
    }

    @Test func theMatchIDIsTheFirstColumnUnlessNamed() async throws {
        let text = "sample,phone,y,card\n1,a,1,7\n2,b,0,8\n"
        let (first, _) = try await transform(text, ["with_match_id": true, "with_label": true])
        #expect(first.matchIDs == ["a", "b"])
        #expect(first.schema.matchIDName == "phone" && first.schema.header == ["card"])
        let (named, _) = try await transform(
            "sample,x,phone\n1,5,a\n", ["with_match_id": true, "match_id_name": "phone"])
        #expect(named.matchIDs == ["a"] && named.features.values == [5])
    }

    @Test(arguments: [
        ("mean", 4.0), ("min", 2.0), ("max", 6.0), ("designated", -1.0),
    ])
    func missingCellsAreFilled(method: JSONValue, expected: Double) async throws {
        let (instances, _) = try await transform(
            "id,x\n1,2\n2,NA\n3,6\n",
            ["missing_fill": true, "missing_fill_method": method, "default_value": -1])
        #expect(instances.features.values == [2, expected, 6])
    }

    @Test func marksAndValuesMayBeGivenByColumn() async throws {
        let (instances, _) = try await transform(
            "id,x,z\n1,?,1\n2,3,-9999.0\n",
            [
                "missing_fill": true, "missing_impute": ["?"], "default_value": [10, 20],
                "outlier_replace": true, "outlier_impute": [-9999], "outlier_replace_value": 7,
            ])
        #expect(instances.features.values == [10, 1, 3, 7])
    }

    @Test func aModelSetsOrderAndFillValues() async throws {
        let parameters: JSONObject = [
            "missing_fill": true, "missing_fill_method": "mean", "with_label": true,
        ]
        let (_, model) = try await transform("id,y,a,b\n1,0,2,10\n2,1,4,\n", parameters)
        let (instances, again) = try await transform("id,b,extra,a\n7,,5,\n", model: model)
        #expect(instances.schema.header == ["a", "b"])
        #expect(instances.features.values == [3, 10])
        #expect(instances.labels == nil)
        #expect(
            again?.parameters["missing_imputer_param"] == model?.parameters["missing_imputer_param"]
        )
        await #expect(
            throws: ComponentError("The model was trained with column a; the table lacks it")
        ) { try await transform("id,b\n7,1\n", model: model) }
    }

    @Test func tagsBecomeColumns() async throws {
        let format = CSVFormat(hasHeader: false)
        let (values, _) = try await transform(
            "1,b:2;a:1\n2,c:3\n",
            ["input_format": "tag", "delimitor": ";", "tag_with_value": true], format: format)
        #expect(values.schema.header == ["a", "b", "c"])
        #expect(values.features.values == [1, 2, 0, 0, 0, 3])
        let (flags, _) = try await transform(
            "1,b;a\n2,c\n", ["input_format": "tag", "delimitor": ";"], format: format)
        #expect(flags.features.values == [1, 1, 0, 0, 0, 1])
    }

    @Test(
        arguments: [
            ("id,x\n7,abc\n", [:], "Row 7, column x: \"abc\" is not a number"),
            ("id,x\n7,inf\n", [:], "Row 7, column x: \"inf\" is not a number"),
            (
                "id,x\n7,1.5\n", ["data_type": "int"],
                "Row 7, column x: \"1.5\" is not a whole number"
            ),
            (
                "id,x,z\n7,,1\n", [:],
                "Row 7, column x: the cell is missing (\"\"); set missing_fill, or fill it in the file"
            ),
            (
                "id,x,z\n7,1,1\n", ["with_label": true],
                "There is no column y (label_name); the table has x, z"
            ),
            (
                "id,y\n7,yes\n", ["with_label": true],
                "Row 7, column y: \"yes\" is not a whole number"
            ),
            (
                "id,x\n7,1\n", ["with_match_id": true, "match_id_index": 3],
                "match_id_index is 3, the table has 1 columns after the id"
            ),
            (
                "id,x,z\n7,,1\n",
                [
                    "missing_fill": true, "missing_fill_method": "designated",
                    "default_value": [1, 2, 3],
                ], "There are 3 fill values for 2 columns; give one, or one per column"
            ),
        ] as [(String, JSONObject, String)])
    func aFaultIsNamed(text: String, parameters: JSONObject, message: String) async throws {
        await #expect(throws: ComponentError(message)) { try await transform(text, parameters) }
    }

    @Test(
        arguments: [
            (
                ["input_format": "sparse"],
                "input_format \"sparse\" is not supported: use dense or tag"
            ),
            (["output_format": "sparse"], "output_format \"sparse\" is not supported: use dense"),
            (
                ["data_type": "str"],
                "data_type \"str\" must be float64, float, float32, int, int64 or long"
            ),
            (
                ["missing_fill": true, "missing_fill_method": "median"],
                "missing_fill_method \"median\" must be min, max, mean or designated"
            ),
            (
                ["input_format": "tag", "with_label": true],
                "with_label true is not supported: rows of tags have only tags; use dense"
            ),
        ] as [(JSONObject, String)])
    func whatCannotWorkIsRefused(parameters: JSONObject, message: String) {
        #expect(throws: ComponentError("Parameter \(message)")) {
            try bench.check("DataTransform", parameters)
        }
    }

    @Test func aTableWithoutColumnNamesIsRefused() async throws {
        await #expect(
            throws: ComponentError("The table has no column names; upload it with head 1")
        ) { try await transform("1,2\n", format: CSVFormat(hasHeader: false)) }
    }

    @Test(.enabled(if: Fixtures.arePresent, Comment(rawValue: Fixtures.absence)))
    func theTagsOfBreastAreItsColumns() async throws {
        let tags = try bench.tables.instances(
            await bench.instances(
                bench.fixture(
                    "breast_hetero_host_tag_value.csv", format: CSVFormat(hasHeader: false)),
                ["input_format": "tag", "delimitor": ";", "tag_with_value": true]))
        let dense = try bench.tables.instances(
            await bench.instances(bench.fixture("breast_hetero_host.csv")))
        #expect(tags.ids == dense.ids)
        for (column, name) in dense.schema.header.enumerated() {
            let same = try #require(tags.schema.header.firstIndex(of: name))
            #expect((0..<569).allSatisfy { tags.features[$0, same] == dense.features[$0, column] })
        }
    }
}
