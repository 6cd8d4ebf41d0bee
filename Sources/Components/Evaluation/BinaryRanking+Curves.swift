/// Points of a curve with the threshold that each belongs to.
struct MetricCurve: Sendable {
    /// One point.
    struct Point: Sendable {
        let x: Double
        let y: Double
        let threshold: Double
    }

    /// In the order found; a report sorts them by `x`.
    var points: [Point] = []

    /// Of points of the same `x` only the one with the greatest `y` is kept.
    func highest() -> MetricCurve {
        var places: [Double: Int] = [:]
        var kept: [Point] = []
        for point in points {
            if let place = places[point.x] {
                if kept[place].y < point.y { kept[place] = point }
            } else {
                places[point.x] = kept.count
                kept.append(point)
            }
        }
        return MetricCurve(points: kept)
    }

    func adding(x: Double, y: Double, threshold: Double) -> MetricCurve {
        MetricCurve(points: points + [Point(x: x, y: y, threshold: threshold)])
    }
}

extension BinaryRanking {
    /// False against true positive rate, without the points that lie on a straight line, at most
    /// one hundred of them and the corner.
    func rocCurve() -> MetricCurve {
        let corners = steps.indices.filter { place in
            guard place > 0, place + 1 < steps.count else { return true }
            let (before, here, after) = (steps[place - 1], steps[place], steps[place + 1])
            return before.falsePositives + after.falsePositives != 2 * here.falsePositives
                || before.truePositives + after.truePositives != 2 * here.truePositives
        }
        var all = [MetricCurve.Point(x: 0, y: 0, threshold: (scores.first ?? 0) + 1)]
        all += corners.map { place in
            MetricCurve.Point(
                x: falsePositiveRate(steps[place]), y: truePositiveRate(steps[place]),
                threshold: steps[place].score)
        }
        let chosen = (0..<100).map { all.count * $0 / 100 }
        let distinct = chosen.enumerated().filter {
            $0.offset == 0 || chosen[$0.offset - 1] != $0.element
        }
        return MetricCurve(points: distinct.map { all[$0.element] })
            .adding(x: 1, y: 1, threshold: 1)
    }

    /// A rate at each hundredth of the rows, and 1 at the end.
    func ksCurve(_ rate: (ConfusionCounts) -> Double) -> MetricCurve {
        let thresholds = ThresholdCuts.hundred(of: scores)
        let points = zip(ThresholdCuts.hundredths, thresholds).map { cut, threshold in
            MetricCurve.Point(
                x: cut, y: rate(confusion(above: threshold)), threshold: threshold)
        }
        return MetricCurve(points: points)
    }

    /// A measure at each hundredth of the distinct scores, against its cut or against what
    /// `x` finds.
    func curve(
        x: ((ConfusionCounts) -> Double)? = nil, y: (ConfusionCounts) -> Double
    ) -> MetricCurve {
        let thresholds = stepThresholds
        let points = zip(ThresholdCuts.hundredths, thresholds).map { cut, threshold in
            let counts = confusion(above: threshold)
            return MetricCurve.Point(x: x?(counts) ?? cut, y: y(counts), threshold: threshold)
        }
        return MetricCurve(points: points)
    }

    /// One hundred of the distinct scores, descending.
    var stepThresholds: [Double] { ThresholdCuts.hundred(of: steps.map(\.score)) }
}
