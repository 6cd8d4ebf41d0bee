import Domain
import Projections
import Wire

/// The reads of models (FATE-Flow `apps/model_app.py`).
enum ModelQueries {
    /// `model/query`: members of the request filter, `query_filters` names the columns wanted;
    /// `origin_site` asks for the models of another site, `*` for those of all.
    static func models(_ call: Call) async throws -> Reply {
        let filter = try RowFilter(call.arguments.members, of: ViewTables.model)
            .from(RowOrigin(call.arguments["origin_site"]?.string))
        let rows = try await call.site.views.models(where: filter)
        guard !rows.isEmpty else {
            throw Refusal(.exception, "no model could be found", data: [])
        }
        let wanted = call.arguments["query_filters"]?.array?.compactMap(\.string) ?? []
        guard !wanted.isEmpty else { return .success(.rows(rows)) }
        return .success(.rows(rows.map { row in picked(wanted, from: row) }))
    }

    private static func picked(_ names: [String], from row: JSONObject) -> JSONObject {
        var picked: JSONObject = [:]
        for name in names { picked["f_\(name)"] = row["f_\(name)"] }
        return picked
    }
}
