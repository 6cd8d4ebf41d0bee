import Domain
import Projections

/// `job/config`: what a job was submitted with. Clients write each member to a file of its own.
enum JobConfiguration {
    static func answer(_ call: Call) async throws -> Reply {
        let filter = try RowFilter(call.arguments.members, of: ViewTables.job)
        guard let row = try await call.site.views.rows(where: filter).first else {
            throw Refusal.argument("find job failed")
        }
        let conf = row["f_runtime_conf"] ?? [:]
        return .success([
            "job_id": row["f_job_id"] ?? .null, "dsl": row["f_dsl"] ?? [:], "runtime_conf": conf,
            "train_runtime_conf": row["f_train_runtime_conf"] ?? [:],
            "model_info": modelInfo(row, conf),
        ])
    }

    private static func modelInfo(_ row: JSONObject, _ conf: JSONValue) -> JSONValue {
        let common = conf.object?["job_parameters"]?.object?["common"]?.object
        let roles = (row["f_roles"]?.object ?? [:]).compactMap { name, ids in
            Role(rawValue: name).map { role in
                RoleParties(role, (ids.array ?? []).compactMap(\.integer).map(PartyID.init))
            }
        }
        return [
            "model_id": common?["model_id"] ?? .string(ModelID.of(roles)),
            "model_version": common?["model_version"] ?? row["f_job_id"] ?? .null,
        ]
    }
}
