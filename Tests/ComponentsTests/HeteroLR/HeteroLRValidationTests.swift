import Domain
import Storage
import Testing

@testable import Components

@Suite struct HeteroLRValidationTests {
    let train = SyntheticRows.make(rows: 60, columns: [3, 2], seed: 7)
    let other = SyntheticRows.make(rows: 40, columns: [3, 2], seed: 8)

    var seats: [RegressionBench.Seat] {
        zip([Party.guest, .host], zip(train, other)).map {
            RegressionBench.Seat(party: $0, train: $1.0, validation: $1.1)
        }
    }

    @Test func evaluationsAreLoggedWhenTheyAreDue() async throws {
        let outcomes = try await RegressionBench().run(
            seats, ["max_iter": 4, "learning_rate": 0.1, "validation_freqs": 2, "alpha": 0.01])
        let tracker = try #require(outcomes[.guest]).tracker
        for namespace in ["train", "validate"] {
            #expect(tracker.value(namespace, "iteration_0", "auc") == nil)
            for name in ["iteration_1", "iteration_3"] {
                let auc = try #require(tracker.value(namespace, name, "auc")?.double)
                #expect((0.5...1).contains(auc))
                #expect(tracker.value(namespace, name, "ks") != nil)
            }
        }
        #expect(
            tracker.report.metas.contains {
                $0.type == "EVALUATION_SUMMARY" && $0.name == "iteration_1"
            })
    }

    @Test func earlyStoppingGoesBackToTheBestWeights() async throws {
        let bench = try RegressionBench()
        let outcomes = try await bench.run(
            seats,
            [
                "max_iter": 20, "learning_rate": 1.5, "validation_freqs": 1, "alpha": 0.0,
                "early_stopping_rounds": 2, "tol": 0.0, "use_first_metric_only": true,
                "init_param": ["init_method": "zeros"],
            ])
        let guest = try #require(outcomes[.guest])
        let best = try guest.model.bestIteration
        #expect(best >= 0)
        #expect(try guest.model.iterations < 20)
        #expect(try outcomes[.host]!.model.bestIteration == best)
        let auc = guest.tracker.value("validate", "iteration_\(best)", "auc")?.double
        let rows = try bench.predictions(outcomes)
        // Both tables have the same ids, so the output holds the training rows.
        #expect(rows.allSatisfy { $0.type == "train" })
        let columns = other.flatMap { Features($0).columns }
        let weights = try guest.model.weights + outcomes[.host]!.model.weights
        let scores = weightedSum(of: columns, weights: weights, rows: 40)
        let ranking = BinaryRanking(scores: scores, isPositive: other[0].labels!.map { $0 == 1 })
        #expect(abs(try #require(ranking).auc - (try #require(auc))) < 1e-6)
    }

    @Test func otherRowsAtTheHostAreRefused() async throws {
        var changed = seats
        changed[1].train?.ids[0] = "other"
        let seats = changed
        await #expect(throws: ComponentError.self) {
            try await RegressionBench().run(seats, ["max_iter": 1])
        }
    }

    @Test func batchesSmallerThanTheHostsColumnsAreRefused() async throws {
        let wide = SyntheticRows.make(rows: 30, columns: [2, 12], seed: 1)
        let seats = zip([Party.guest, .host], wide).map {
            RegressionBench.Seat(party: $0, train: $1)
        }
        await #expect(throws: ComponentError.self) {
            try await RegressionBench().run(seats, ["batch_size": 10, "max_iter": 1])
        }
    }

    static let refused: [JSONObject] = [
        ["cv_param": ["need_cv": true]], ["stepwise_param": ["need_stepwise": true]],
        ["optimizer": "sqn"], ["batch_strategy": "random"], ["batch_size": 5],
        ["encrypt_param": ["method": "IterativeAffine"]], ["encrypt_param": ["key_length": 512]],
        ["encrypted_mode_calculator_param": ["mode": "fast"]], ["penalty": "L3"],
        ["max_iter": 0], ["learning_rate": 0], ["early_stop": "never"],
        ["init_param": ["init_method": "magic"]], ["early_stopping_rounds": 2],
        ["metrics": ["accuracy"]], ["floating_point_precision": nil],
        ["callback_param": ["callbacks": ["ModelCheckpoint"]]],
    ]

    @Test(arguments: refused)
    func valuesThatCannotWorkAreRefusedBeforeTheJob(parameters: JSONObject) throws {
        let full = try Bench().parameters("HeteroLR", parameters)
        #expect(throws: ComponentError.self) { try HeteroLR.check(full, for: .guest) }
    }

    @Test func theDefaultsAreAccepted() throws {
        try HeteroLR.check(HeteroLR.descriptors[0].parameters, for: .guest)
        try Evaluation.check(Evaluation.descriptors[0].parameters, for: .arbiter)
    }
}
