import Domain

/// The parameters of `DataTransform`, checked (FATE 1.11 `param/data_transform_param.py`).
struct DataTransformOptions: Sendable {
    /// How the value of a raw row is written.
    enum Format: Sendable, Equatable {
        /// One field per column of the header.
        case dense
        /// Fields that name their column: `tag` for 1, or `tag:value`.
        case tags(delimiter: String, valueDelimiter: String?)
    }

    /// Which column is the match id.
    enum MatchID: Sendable, Equatable {
        case named(String)
        case at(Int)
    }

    let format: Format
    let type: NumberType
    let exclusiveTypes: [String: NumberType]
    let label: (name: String, type: NumberType)?
    let matchID: MatchID?
    let missing: FillRule?
    let outlier: FillRule?

    static let defaults: JSONObject = [
        "input_format": "dense", "delimitor": ",", "data_type": "float64",
        "exclusive_data_type": nil, "tag_with_value": false, "tag_value_delimitor": ":",
        "missing_fill": false, "default_value": 0, "missing_fill_method": nil,
        "missing_impute": nil, "outlier_replace": false, "outlier_replace_method": nil,
        "outlier_impute": nil, "outlier_replace_value": 0, "with_label": false,
        "label_name": "y", "label_type": "int", "output_format": "dense",
        "with_match_id": false, "match_id_name": "", "match_id_index": 0, "need_run": true,
    ]

    init(_ parameters: JSONObject) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        format = try Self.format(reader)
        type = try NumberType(reader, "data_type")
        var exclusive: [String: NumberType] = [:]
        let types = reader.value("exclusive_data_type") ?? [:]
        guard let types = types.object else {
            throw reader.refusal("exclusive_data_type", "must map column names to types")
        }
        for name in types.keys {
            exclusive[name] = try NumberType(reader.nested("exclusive_data_type"), name)
        }
        exclusiveTypes = exclusive
        label =
            try reader.bool("with_label")
            ? (try reader.requiredText("label_name"), try NumberType(reader, "label_type")) : nil
        matchID = try Self.matchID(reader)
        missing =
            try reader.bool("missing_fill")
            ? FillRule(
                reader, method: "missing_fill_method", marks: "missing_impute",
                value: "default_value") : nil
        outlier =
            try reader.bool("outlier_replace")
            ? FillRule(
                reader, method: "outlier_replace_method", marks: "outlier_impute",
                value: "outlier_replace_value") : nil
        try refuseTheUnsupported(reader)
    }

    private static func format(_ reader: ParameterReader) throws(ComponentError) -> Format {
        guard try reader.text("input_format", of: ["dense", "tag", "sparse"]) != "sparse" else {
            throw reader.refusal("input_format", "is not supported: use dense or tag")
        }
        if try reader.text("input_format", of: ["dense", "tag"]) == "dense" { return .dense }
        return .tags(
            delimiter: try reader.requiredText("delimitor"),
            valueDelimiter: try reader.bool("tag_with_value")
                ? reader.requiredText("tag_value_delimitor") : nil)
    }

    private static func matchID(_ reader: ParameterReader) throws(ComponentError) -> MatchID? {
        guard try reader.bool("with_match_id") else { return nil }
        if let name = try reader.text("match_id_name") { return .named(name) }
        return .at(try reader.integer("match_id_index", in: 0...Int.max))
    }

    private func refuseTheUnsupported(_ reader: ParameterReader) throws(ComponentError) {
        guard try reader.text("output_format", of: ["dense", "sparse"]) == "dense" else {
            throw reader.refusal("output_format", "is not supported: use dense")
        }
        guard format != .dense else { return }
        for name in ["with_label", "with_match_id", "missing_fill", "outlier_replace"] {
            try reader.refuse(name, because: "rows of tags have only tags; use dense")
        }
    }
}
