/// Thresholds picked from scores, as FATE picks them for its curves
/// (FATE 1.11 `evaluation/metrics/classification_metric.py`).
enum ThresholdCuts {
    /// 0, 0.01, … 0.99.
    static let hundredths = (0..<100).map { Double($0) / 100 }

    /// The values that stand at each hundredth of a descending list.
    static func hundred(of descending: [Double]) -> [Double] {
        (0..<100).map { descending[descending.count * $0 / 100] }
    }

    /// The values at the 21 twentieths of a descending list, ascending, nearest rank.
    static func twentieths(of descending: [Double]) -> [Double] {
        (0...20).map { part in
            let place = Double(descending.count - 1) * Double(part) / 20
            return descending[descending.count - 1 - Int(place.rounded(.toNearestOrEven))]
        }
    }
}
