public import Domain

extension ViewStore {
    /// FATE's data view of a job: who takes part and which tables the readers read. The initiator
    /// sees the tables of all parties, another party its own; `nil` when there is no such job.
    public func dataView(of job: JobID, for party: Party) async throws -> JSONObject? {
        guard let row = try await self.job(job, at: party) else { return nil }
        let roles = row["f_roles"]?.object ?? [:]
        var partners = JSONObject()
        for (role, ids) in roles {
            let others = (ids.array ?? []).filter {
                role != party.role.rawValue || $0.integer != party.id.number
            }
            if !others.isEmpty { partners[role] = .array(others) }
        }
        let isInitiator = row["f_is_initiator"] == true
        let tasks = try await tasks(of: job).filter { task in
            isInitiator
                || task["f_role"]?.string == party.role.rawValue
                    && task["f_party_id"]?.string == party.id.description
        }
        return [
            "partner": .object(partners), "dataset": .object(Self.dataset(tasks)),
            "roles": .object(roles), "model_summary": [:],
        ]
    }

    /// `{"guest": {"9999": {"reader_0": "namespace.name"}}}`.
    private static func dataset(_ tasks: [JSONObject]) -> JSONObject {
        var dataset = JSONObject()
        for task in tasks {
            guard let table = task["f_component_parameters"]?.object?["table"]?.object,
                let namespace = table["namespace"]?.string, let name = table["name"]?.string,
                let role = task["f_role"]?.string, let party = task["f_party_id"]?.string,
                let component = task["f_component_name"]?.string
            else { continue }
            var parties = dataset[role]?.object ?? [:]
            var readers = parties[party]?.object ?? [:]
            readers[component] = .string("\(namespace).\(name)")
            parties[party] = .object(readers)
            dataset[role] = .object(parties)
        }
        return dataset
    }
}
