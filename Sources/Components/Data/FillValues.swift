import Domain

/// What fills missing cells and replaces outliers, one value per feature.
struct FillValues: Equatable {
    var missing: [Double]?
    var outlier: [Double]?

    init(missing: [Double]?, outlier: [Double]?) {
        self.missing = missing
        self.outlier = outlier
    }

    /// Reads the values back from a model.
    init(model: JSONObject, header: [String]) throws(ComponentError) {
        missing = try Self.values(
            model["missing_imputer_param"]?.object?["missing_replace_value"], header)
        outlier = try Self.values(
            model["outlier_replace_param"]?.object?["outlier_replace_value"], header)
    }

    /// Adds the values to a model, by column as FATE does.
    func add(to model: inout JSONObject, header: [String]) {
        if let missing {
            model["missing_imputer_param"] = [
                "missing_replace_value": Self.byColumn(missing, header)
            ]
        }
        if let outlier {
            model["outlier_replace_param"] = [
                "outlier_replace_value": Self.byColumn(outlier, header)
            ]
        }
    }

    private static func byColumn(_ values: [Double], _ header: [String]) -> JSONValue {
        .object(JSONObject(zip(header, values.map { .string("\($0)") })))
    }

    private static func values(
        _ json: JSONValue?, _ header: [String]
    ) throws(ComponentError) -> [Double]? {
        guard let members = json?.object else { return nil }
        var values: [Double] = []
        for name in header {
            guard let value = members[name]?.string.flatMap(Double.init) else {
                throw ComponentError("The model has no value that fills column \(name)")
            }
            values.append(value)
        }
        return values
    }
}
