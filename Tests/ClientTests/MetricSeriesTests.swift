import Domain
import Testing

@testable import clotho

@Suite struct MetricSeriesTests {
    private let data: JSONValue = [
        "train": [
            "loss": [
                "data": [[0, 0.693147], [1, 0.5], [2, 0.34657]],
                "meta": ["metric_type": "LOSS", "name": "loss"],
            ],
            "hetero_lr_0": [
                "data": [["auc", 0.891234], ["ks", 0.62]],
                "meta": ["metric_type": "EVALUATION_SUMMARY"],
            ],
        ]
    ]

    @Test func aSeriesShowsHowItFalls() {
        let loss = MetricSeries.all(in: data)[0]
        #expect(
            loss.lines(inFull: false).text == """
                train/loss  LOSS
                  step     value
                     0  0.693147  ████████████████████████████████████████
                     1  0.500000  █████████████████████████████
                     2  0.346570  ████████████████████

                """)
    }

    @Test func aSummaryIsATable() {
        let summary = MetricSeries.all(in: data)[1]
        #expect(
            summary.lines(inFull: false).text == """
                train/hetero_lr_0  EVALUATION_SUMMARY
                  name     value
                  auc   0.891234
                  ks    0.620000

                """)
    }

    @Test func aLongCurveIsOnlyCounted() {
        let points = JSONValue.array((0..<100).map { [.integer($0), 0.5] })
        let curve = MetricSeries(namespace: "train", name: "roc", content: ["data": points])
        #expect(curve.lines(inFull: false).count == 3)
        #expect(curve.lines(inFull: true).count == 103)
    }

    @Test func jsonKeepsTheFormOfTheServer() {
        #expect(.object(MetricSeries.json(MetricSeries.all(in: data))) == data)
    }
}
