import Testing

@testable import Components

/// The numbers are scikit-learn's on the same rows.
@Suite struct BinaryRankingTests {
    let labels = [1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0].map { $0 == 1 }
    let scores = [0.9, 0.9, 0.8, 0.7, 0.7, 0.7, 0.6, 0.5, 0.4, 0.4, 0.2, 0.1]

    @Test func tiesCountHalf() throws {
        let ranking = try #require(BinaryRanking(scores: scores, isPositive: labels))
        #expect(abs(ranking.auc - 0.6857142857142857) < 1e-15)
        #expect(abs(ranking.ks - 0.3714285714285715) < 1e-15)
    }

    @Test func theOrderOfTiedRowsDoesNotMatter() throws {
        let forward = try #require(BinaryRanking(scores: scores, isPositive: labels))
        let backward = try #require(
            BinaryRanking(scores: scores.reversed(), isPositive: labels.reversed()))
        #expect(forward.auc == backward.auc)
        #expect(forward.ks == backward.ks)
    }

    @Test func extremesAreExact() throws {
        let right = try #require(
            BinaryRanking(scores: [1, 2, 3], isPositive: [false, true, true]))
        #expect(right.auc == 1 && right.ks == 1)
        let wrong = try #require(
            BinaryRanking(scores: [3, 2, 1], isPositive: [false, true, true]))
        #expect(wrong.auc == 0 && wrong.ks == 0)
        let flat = try #require(BinaryRanking(scores: [1, 1, 1], isPositive: [false, true, true]))
        #expect(flat.auc == 0.5 && flat.ks == 0)
    }

    @Test func manyRowsAgreeWithScikitLearn() throws {
        let labels = (0..<300).map { $0 * 7919 % 11 < 4 }
        let scores = (0..<300).map { Double($0 * 37 % 101) / 101 + (labels[$0] ? 0.2 : 0) }
        let ranking = try #require(BinaryRanking(scores: scores, isPositive: labels))
        #expect(abs(ranking.auc - 0.6539699313127432) < 1e-14)
        #expect(abs(ranking.ks - 0.21201786829338587) < 1e-14)
    }

    @Test func oneClassOrNoNumberCannotBeRanked() {
        #expect(BinaryRanking(scores: [1, 2], isPositive: [true, true]) == nil)
        #expect(BinaryRanking(scores: [], isPositive: []) == nil)
        #expect(BinaryRanking(scores: [1, .nan], isPositive: [true, false]) == nil)
    }

    @Test func theROCCurveLeavesOutPointsOnStraightLines() throws {
        let ranking = try #require(BinaryRanking(scores: scores, isPositive: labels))
        let curve = ranking.rocCurve()
        let sevenths: [Double] = [0, 1, 1, 3, 3, 4, 5, 7, 7]
        let fifths: [Double] = [0, 1, 2, 3, 4, 4, 5, 5, 5]
        #expect(curve.points.map(\.x) == sevenths.map { $0 / 7 })
        #expect(curve.points.map(\.y) == fifths.map { $0 / 5 })
        #expect(curve.points.first?.threshold == 1.9)
    }

    @Test func confusionCountsRowsAboveTheThreshold() throws {
        let ranking = try #require(BinaryRanking(scores: scores, isPositive: labels))
        let counts = ranking.confusion(above: 0.65)
        #expect(counts.truePositives == 3 && counts.falsePositives == 3)
        #expect(counts.trueNegatives == 4 && counts.falseNegatives == 2)
        #expect(counts.precision == 0.5 && counts.recall == 0.6)
        #expect(abs(counts.f1 - 0.5454545454545454) < 1e-15)
        #expect(counts.depth == 0.5)
        #expect(abs(counts.lift - 1.2) < 1e-15)
        #expect(ranking.confusion(above: 0.9).truePositives == 0)
        #expect(ranking.confusion(above: 0).truePositives == 5)
    }
}

@Suite struct OtherErrorsTests {
    @Test func regressionErrorsAreScikitLearns() throws {
        let errors = try #require(
            RegressionErrors(truths: [3, -0.5, 2, 7, 4.2], predictions: [2.5, 0, 2, 8, 5]))
        #expect(abs(errors.explainedVariance - 0.9512290794979079) < 1e-12)
        #expect(abs(errors.meanAbsoluteError - 0.56) < 1e-12)
        #expect(abs(errors.meanSquaredError - 0.428) < 1e-12)
        #expect(abs(errors.medianAbsoluteError - 0.5) < 1e-12)
        #expect(abs(errors.r2 - 0.9300470711297071) < 1e-12)
        #expect(abs(errors.rootMeanSquaredError - 0.654217089351845) < 1e-12)
    }

    @Test func classErrorsAreScikitLearns() throws {
        let errors = try #require(
            ClassErrors(truths: [0, 1, 2, 2, 1, 0, 3], predictions: [0, 2, 2, 2, 1, 1, 0]))
        #expect(errors.classes == [0, 1, 2, 3])
        #expect(abs(errors.accuracy - 4.0 / 7) < 1e-15)
        #expect(errors.precisions == [0.5, 0.5, 2.0 / 3, 0])
        #expect(errors.recalls == [0.5, 0.5, 1, 0])
    }
}
