import Domain

/// What FATE-Board shows of an intersection.
struct IntersectionFigures {
    private let keyCount: Int
    private let commonCount: Int
    private let rowCount: Int
    private let hasMatchIDs: Bool

    init(table: MatchTable, common: CommonKeys) {
        keyCount = table.keys.count
        commonCount = common.places.count
        rowCount = common.rowCount
        hasMatchIDs = table.hasMatchIDs
    }

    private var rate: Double { keyCount == 0 ? 0 : Double(commonCount) / Double(keyCount) }

    /// The metric INTERSECTION; counts are of distinct keys.
    var points: MetricPoints {
        var points: [MetricPoints.Point] = [
            .init(key: "intersect_count", value: .integer(Int64(commonCount))),
            .init(key: "intersect_rate", value: .number(rate)),
            .init(key: "unmatched_count", value: .integer(Int64(keyCount - commonCount))),
            .init(key: "unmatched_rate", value: .number(1 - rate)),
        ]
        if hasMatchIDs {
            points += [
                .init(key: "input_match_id_count", value: .integer(Int64(keyCount))),
                .init(key: "intersect_sample_id_count", value: .integer(Int64(rowCount))),
            ]
        }
        return MetricPoints(namespace: "train", name: "intersection", points: points)
    }

    func meta(parameters: JSONObject) -> MetricMeta {
        MetricMeta(
            namespace: "train", name: "intersection", type: "INTERSECTION",
            attributes: [
                "intersect_method": parameters["intersect_method"] ?? .null,
                "join_method": parameters["join_method"] ?? .null,
            ])
    }

    /// FATE's component summary.
    var summary: JSONObject {
        [
            "intersect_num": .integer(Int64(commonCount)), "intersect_rate": .number(rate),
            "unmatched_num": .integer(Int64(keyCount - commonCount)),
            "unmatched_rate": .number(1 - rate), "intersect_row_num": .integer(Int64(rowCount)),
        ]
    }
}
