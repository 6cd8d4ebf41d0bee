import Domain
import Storage
import Testing

@testable import Components

@Suite struct HeteroLRTests {
    let parts = SyntheticRows.make(rows: 60, columns: [3, 2, 2], seed: 7)
    let quick: JSONObject = [
        "max_iter": 4, "learning_rate": 0.15, "alpha": 0.01,
        "init_param": ["init_method": "random_uniform", "random_seed": 3],
    ]

    func seats(_ parts: [Instances]) -> [RegressionBench.Seat] {
        let parties: [Party] = [.guest, .host, .otherHost]
        return zip(parties, parts).map { RegressionBench.Seat(party: $0, train: $1) }
    }

    func merged(_ more: JSONObject) -> JSONObject {
        more.reduce(into: quick) { $0[$1.key] = $1.value }
    }

    /// All weights in the order of `PlainRegression`.
    func weights(_ outcomes: [Party: RegressionBench.Outcome]) throws -> [Double] {
        let guest = try outcomes[.guest]!.model
        let hosts = try [Party.host, .otherHost].compactMap { try outcomes[$0]?.model.weights }
        return guest.weights + hosts.flatMap { $0 } + [guest.intercept]
    }

    static let variants: [JSONObject] = [
        ["optimizer": "rmsprop"], ["optimizer": "sgd", "penalty": "L1"],
        ["optimizer": "adam", "penalty": "NONE"], ["optimizer": "nesterov_momentum_sgd"],
        ["optimizer": "adagrad", "batch_size": 16, "max_iter": 2],
        ["early_stop": "weight_diff", "tol": 0.4, "max_iter": 30],
        ["early_stop": "abs", "tol": 0.9, "max_iter": 30],
        ["tol": 0.05, "decay": 0.5, "decay_sqrt": false, "max_iter": 30],
        ["floating_point_precision": 30, "encrypt_param": ["key_length": 2048], "max_iter": 2],
    ]

    @Test(arguments: variants)
    func encryptedTrainingAgreesWithPlainTraining(variant: JSONObject) async throws {
        let bench = try RegressionBench()
        let two = Array(parts.prefix(2))
        let outcomes = try await bench.run(seats(two), merged(variant))
        let parameters = try HeteroLRParameters(
            bench.bench.parameters("HeteroLR", merged(variant)))
        let plain = PlainRegression(two, parameters: parameters)
        for (got, wanted) in zip(try weights(outcomes), plain.weights) {
            #expect(abs(got - wanted) < 1e-3)
        }
        let guest = try #require(outcomes[.guest])
        #expect(guest.losses.count == plain.losses.count)
        for (got, wanted) in zip(guest.losses, plain.losses) { #expect(abs(got - wanted) < 1e-3) }
        #expect(outcomes[.arbiter]?.losses == guest.losses)
    }

    @Test func twoHostsTrainWithOneGuest() async throws {
        let bench = try RegressionBench()
        let outcomes = try await bench.run(seats(parts), quick)
        let parameters = try HeteroLRParameters(bench.bench.parameters("HeteroLR", quick))
        let plain = PlainRegression(parts, parameters: parameters)
        for (got, wanted) in zip(try weights(outcomes), plain.weights) {
            #expect(abs(got - wanted) < 1e-3)
        }
        for (got, wanted) in zip(outcomes[.guest]!.losses, plain.losses) {
            #expect(abs(got - wanted) < 1e-3)
        }
    }

    @Test func predictionsAreThoseOfTheWholeModel() async throws {
        let bench = try RegressionBench()
        let two = Array(parts.prefix(2))
        let outcomes = try await bench.run(seats(two), quick)
        let weights = try weights(outcomes)
        let columns = two.flatMap { Features($0).columns }
        let scores = weightedSum(of: columns, weights: weights.dropLast(), rows: 60)
        for (row, prediction) in try bench.predictions(outcomes).enumerated() {
            let wanted = sigmoid(scores[row] + weights.last!)
            #expect(prediction.id == two[0].ids[row])
            #expect(prediction.label == two[0].labels![row])
            #expect(abs(prediction.score - wanted) < 1e-6)
            #expect(prediction.predictedLabel == (wanted > 0.5 ? 1 : 0))
            #expect(prediction.detail.map(\.label) == ["0", "1"])
            #expect(prediction.type == "train")
        }
    }

    @Test func aModelPredictsOtherRowsAndGoesOnLearning() async throws {
        let two = Array(parts.prefix(2))
        let first = try RegressionBench()
        let trained = try await first.run(seats(two), quick)
        var again = seats(two)
        for place in again.indices {
            again[place].model = trained[again[place].party]?.result.model
        }
        let warm = try await RegressionBench().run(again, quick)
        let losses = try #require(warm[.guest]).losses
        let start = try #require(trained[.guest]?.losses.first)
        #expect(losses[0] < start)

        let tests = again.map {
            RegressionBench.Seat(party: $0.party, test: $0.train, model: $0.model)
        }
        let second = try RegressionBench()
        let predicted = try second.predictions(try await second.run(tests, quick))
        let before = try first.predictions(trained)
        #expect(predicted.map(\.type).allSatisfy { $0 == "predict" })
        for (one, other) in zip(predicted, before) { #expect(abs(one.score - other.score) < 1e-6) }
    }

    @Test func modelsAndSummariesHaveFATEsNames() async throws {
        let outcomes = try await RegressionBench().run(seats(Array(parts.prefix(2))), quick)
        let guest = try #require(outcomes[.guest]?.result)
        #expect(guest.model?.meta["learningRate"] == 0.15)
        #expect(
            guest.model?.parameters.keys == [
                "iters", "lossHistory", "isConverged", "weight", "intercept", "header",
                "oneVsRestResult", "needOneVsRest", "bestIteration",
            ])
        #expect(guest.model?.parameters["weight"]?.object?.keys == ["p0x0", "p0x1", "p0x2"])
        #expect(guest.summary["best_iteration"] == -1)
        #expect(guest.summary["loss_history"]?.array?.count == 4)
        #expect(outcomes[.host]?.result.model?.parameters["lossHistory"] == [])
        #expect(outcomes[.arbiter]?.result.model?.parameters["header"] == [])
        let loss = outcomes[.guest]!.tracker.report.metas.first { $0.name == "loss" }
        #expect(loss?.type == "LOSS" && loss?.attributes["unit_name"] == "iters")
        #expect(outcomes[.host]?.tracker.report.percents == [23, 47, 71, 95])
    }
}
