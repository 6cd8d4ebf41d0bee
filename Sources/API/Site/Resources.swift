import Domain
import Projections

/// `resource/query`: what an engine has, and who holds it.
enum Resources {
    static func answer(_ call: Call) async throws -> Reply {
        let name = call.arguments.text("engine_name")
        guard let engine = try await call.site.views.engines(named: name).first else {
            throw Refusal.argument("there is no compute engine\(name.map { " \($0)" } ?? "")")
        }
        let holdings = try await call.site.views.holdings(
            ofEngine: engine["f_engine_name"]?.string)
        return .success([
            "computing_engine_resource": .object(engine),
            "use_resource_job": .array(holdings.map(Self.holder)),
        ])
    }

    private static func holder(_ row: JSONObject) -> JSONValue {
        [
            "job_id": row["f_job_id"] ?? .null, "role": row["f_role"] ?? .null,
            "party_id": row["f_party_id"] ?? .null, "core": row["f_cores"] ?? 0,
            "memory": row["f_memory"] ?? 0,
        ]
    }
}
