import Domain
import Storage
import Testing

@testable import Components

@Suite struct EvaluationTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    func predictions(_ type: String, _ prefix: String) -> [Prediction] {
        (0..<300).map { row in
            let label: Double = row * 7919 % 11 < 4 ? 1 : 0
            let score = (Double(row * 37 % 101) / 101 + 0.2 * label) / 1.2
            return Prediction(
                id: "\(prefix)\(row)", label: label, predictedLabel: score > 0.5 ? 1 : 0,
                score: score, detail: [], type: type)
        }
    }

    func run(
        _ rows: [Prediction], _ parameters: JSONObject, source: String = "hetero_lr_0",
        party: Party = .guest
    ) async throws -> (TaskResult, MemoryTracker) {
        let tracker = MemoryTracker()
        let content = try bench.tables.write(rows, partitions: 1)
        let name = TableName(namespace: "n", name: "t")!
        let context = TaskContext(
            task: TaskID(
                job: JobID("202611210000000000001")!, component: ComponentName("evaluation_0")!,
                version: 0),
            module: "Evaluation", party: party, parties: [party],
            parameters: bench.parameters("Evaluation", parameters),
            inputs: rows.isEmpty
                ? [:] : ["data": [InputTable(name: name, source: source, content: content)]],
            models: [:], outputNames: [], channel: MemoryChannel(board: bench.board, party: party),
            tracker: tracker, tables: bench.tables)
        return (try await Evaluation.run(context), tracker)
    }

    @Test func theSummaryHasOneRowForEachTypeOfRows() async throws {
        let rows = predictions("train", "a") + predictions("validate", "b")
        let (result, tracker) = try await run(rows, [:])
        for namespace in ["train", "validate"] {
            #expect(tracker.value(namespace, "hetero_lr_0", "auc") == 0.65397)
            #expect(tracker.value(namespace, "hetero_lr_0", "ks") == 0.212018)
        }
        #expect(result.summary["auc"] == 0.65397)
        #expect(result.tables.isEmpty)
    }

    /// Names and types of data-model-tracking.md 2.3.
    static let shapes: [(name: String, type: String, meta: [String], points: Int)] = [
        ("D", "EVALUATION_SUMMARY", [], 2),
        (
            "D_roc", "ROC_EVALUATION", ["unit_name", "ordinate_name", "curve_name", "thresholds"],
            101
        ),
        ("D_ks_fpr", "KS_EVALUATION", ["curve_name", "pair_type", "thresholds"], 101),
        ("D_ks_tpr", "KS_EVALUATION", ["curve_name", "pair_type", "thresholds"], 101),
        ("D_lift", "LIFT_EVALUATION", ["curve_name", "thresholds"], 101),
        ("D_gain", "GAIN_EVALUATION", ["curve_name", "thresholds"], 101),
        ("D_accuracy", "ACCURACY_EVALUATION", ["curve_name", "thresholds"], 100),
        (
            "D_precision", "PRECISION_BINARY_EVALUATION",
            ["ordinate_name", "curve_name", "pair_type", "thresholds"], 101
        ),
        (
            "D_recall", "RECALL_BINARY_EVALUATION",
            ["ordinate_name", "curve_name", "pair_type", "thresholds"], 101
        ),
        ("D_confusion_mat", "CONFUSION_MAT", ["tp", "tn", "fp", "fn", "thresholds"], 0),
        ("D_f1_score", "F1_SCORE", ["f1_scores", "thresholds"], 0),
        ("D_quantile_pr", "QUANTILE_PR", ["p_scores", "r_scores", "thresholds"], 0),
    ]

    @Test func metricsHaveTheShapesThatTheBoardDraws() async throws {
        let (_, tracker) = try await run(predictions("train", "a"), [:], source: "D")
        let report = tracker.report
        #expect(Set(report.metas.map(\.name)) == Set(Self.shapes.map(\.name)))
        for shape in Self.shapes {
            let meta = try #require(report.metas.first { $0.name == shape.name })
            #expect(meta.type == shape.type && meta.namespace == "train")
            #expect(meta.attributes.keys == shape.meta)
            let points = report.points.filter { $0.name == shape.name }.flatMap(\.points)
            #expect(points.count == shape.points)
        }
        let confusion = try #require(report.metas.first { $0.type == "CONFUSION_MAT" })
        let lengths = Set(confusion.attributes.map { $0.value.array?.count })
        #expect(lengths == [101])
    }

    @Test func onlyTheMetricsAskedForAreReported() async throws {
        let (result, tracker) = try await run(
            predictions("train", "a"), ["metrics": ["AUC", "recall"]], source: "D")
        #expect(result.summary.keys == ["auc"])
        #expect(Set(tracker.report.metas.map(\.name)) == ["D", "D_precision", "D_recall"])
    }

    @Test func otherKindsOfPredictionHaveTheirOwnNumbers() async throws {
        let (regression, _) = try await run(
            predictions("train", "a"), ["eval_type": "regression", "metrics": ["rmse", "r2"]])
        #expect(regression.summary.keys == ["root_mean_squared_error", "r2_score"])
        let (multi, tracker) = try await run(predictions("train", "a"), ["eval_type": "multi"])
        #expect(multi.summary.keys == ["accuracy", "precision", "recall"])
        #expect(tracker.report.metas.contains { $0.type == "PRECISION_MULTI_EVALUATION" })
    }

    @Test func partiesWithoutInputHaveNothingToDo() async throws {
        let (result, tracker) = try await run([], [:], party: .host)
        #expect(result.summary.isEmpty && tracker.report.points.isEmpty)
        let (skipped, _) = try await run(predictions("train", "a"), ["need_run": false])
        #expect(skipped.summary.isEmpty)
    }

    @Test func rowsOfOneClassAreRefusedWithASentence() async throws {
        let positive = predictions("train", "a").filter { $0.label == 1 }
        await #expect(throws: ComponentError.self) { try await run(positive, [:]) }
    }

    @Test(
        arguments: [
            ["eval_type": "clustering"], ["metrics": ["psi"]], ["unfold_multi_result": true],
            ["eval_type": "regression", "metrics": ["auc"]], ["pos_label": "yes"],
        ] as [JSONObject])
    func whatIsNotComputedIsRefusedBeforeTheJob(parameters: JSONObject) {
        #expect(throws: ComponentError.self) { try bench.check("Evaluation", parameters) }
    }

    @Test func infinityIsStoredAsFATEStoresIt() {
        #expect(MetricReport.rounded(.infinity) == -9_999_999)
        #expect(MetricReport.rounded(0.12345678) == 0.123457)
    }
}
