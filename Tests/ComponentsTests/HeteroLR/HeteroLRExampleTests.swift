import Domain
import Storage
import Testing

@testable import Components

/// FATE's example tables with the parameters of FATE's benchmarks; the figures to meet are those of
/// plain scikit-learn models (shared/spec/components-and-engines.md, part 6).
@Suite(.enabled(if: Fixtures.arePresent, "FATE's example tables are not here"), .serialized)
struct HeteroLRExampleTests {
    func train(
        _ guest: Instances, _ host: Instances, _ parameters: JSONObject
    ) async throws -> BinaryRanking {
        let bench = try RegressionBench()
        let outcomes = try await bench.run(
            [
                RegressionBench.Seat(party: .guest, train: guest),
                RegressionBench.Seat(party: .host, train: host),
            ], parameters)
        let rows = try bench.predictions(outcomes)
        return try #require(
            BinaryRanking(scores: rows.map(\.score), isPositive: rows.map { $0.label == 1 }))
    }

    @Test func breastCancerIsFoundAsWellAsByAPlainModel() async throws {
        let ranking = try await train(
            ExampleRows.load("breast_hetero_guest.csv", hasLabel: true),
            ExampleRows.load("breast_hetero_host.csv", hasLabel: false),
            [
                "penalty": "L2", "max_iter": 30, "alpha": 0.01, "learning_rate": 0.15,
                "optimizer": "rmsprop", "batch_size": 5000, "early_stop": "diff",
                "init_param": ["init_method": "ones"],
            ])
        #expect(abs(ranking.auc - 0.9974) < 0.01 * 0.9974)
        #expect(abs(ranking.ks - 0.976) < 0.05)
    }

    /// Every sixth row. A plain logistic regression reaches 0.7096 on these rows with both
    /// parties' columns and 0.6524 with the guest's alone (scikit-learn); on all 30,000 rows
    /// 0.7242 and 0.6585. With few rows small batches come to rest in the fewest epochs.
    @Test func creditDefaultsAreFoundWithTheHostsColumns() async throws {
        let ranking = try await train(
            ExampleRows.load("default_credit_hetero_guest.csv.gz", hasLabel: true, step: 6),
            ExampleRows.load("default_credit_hetero_host.csv.gz", hasLabel: false, step: 6),
            [
                "penalty": "L2", "max_iter": 8, "alpha": 0.001, "learning_rate": 0.15,
                "optimizer": "nesterov_momentum_sgd", "batch_size": 500,
                "init_param": ["init_method": "zeros", "random_seed": 5],
            ])
        #expect(ranking.auc > 0.6585)
        #expect(abs(ranking.auc - 0.7096) < 0.01 * 0.7096)
    }
}
