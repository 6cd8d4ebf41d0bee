public import Domain

extension ViewStore {
    /// The models that match a filter, oldest first, all of them for a filter without conditions;
    /// each with the rows of its components as `components`.
    public func models(where filter: RowFilter) async throws -> [JSONObject] {
        var models = try await rows(filter, .oldestFirst)
        for index in models.indices {
            models[index]["components"] = .array(
                try await components(of: models[index]).map(JSONValue.object))
        }
        return models
    }

    /// Of the same site as the model: others may have trained one of that name.
    private func components(of model: JSONObject) async throws -> [JSONObject] {
        let origin = RowOrigin(model[ViewTable.origin.name]?.string)
        let condition = SQLCondition(
            "f_party_model_id = ? AND f_model_version = ?",
            text: model["f_party_model_id"]?.string ?? "", model["f_model_version"]?.string ?? "")
        let filter = RowFilter(ViewTables.modelComponent, [condition], from: origin)
        return try await rows(filter, .oldestFirst)
    }
}
