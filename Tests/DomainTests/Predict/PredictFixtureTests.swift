import Domain
import Testing

@Suite struct PredictFixtureTests {
    @Test(arguments: Case.valid(with: "predict_dsl")) func predictDSL(of example: Case) throws {
        let predict = try example.predictDSL()
        #expect(predict.sorted == (try example.required("predict_dsl").sorted))
    }

    @Test(arguments: Case.valid(with: "merged_conf")) func mergedConf(of example: Case) throws {
        let merged = try example.mergedConf()
        #expect(merged.sorted == (try example.required("merged_conf").sorted))
    }
}
