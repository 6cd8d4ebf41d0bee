import Domain
import Projections
import Scheduler

/// `model/deploy`: makes a version that predict jobs can use.
enum ModelDeploy {
    static func answer(_ call: Call) async throws -> Reply {
        let (modelID, version, party) = try await ModelAddress.read(call) { message in
            Refusal(status: 404, message)
        }
        let deployed = try await call.site.jobs.models.deploy(
            modelID, version, at: party, try choice(call.arguments), call.context)
        try await call.site.settle()
        var data: JSONObject = [
            "model_id": .string(modelID), "model_version": .string(deployed.version),
        ]
        let codes = byRole(deployed.parties) { _ in 0 }
        for (role, parties) in codes { data[role] = parties }
        data["detail"] = .object(
            byRole(deployed.parties) { party in
                [
                    "retcode": 0,
                    "retmsg": .string("deploy model of role \(party.role) \(party.id) success"),
                ]
            })
        return .success(.object(data))
    }

    /// The components, in any of the ways in which clients name them.
    private static func choice(_ arguments: Arguments) throws -> ModelService.Choice {
        if let steps = arguments["components_checkpoint"]?.object, !steps.isEmpty {
            throw Refusal.argument(
                "components_checkpoint names \(steps.keys.joined(separator: ", ")), but components "
                    + "keep no checkpoints here: leave it out to deploy what they have trained")
        }
        let dsl = try arguments.document("predict_dsl") ?? arguments.document("dsl")
        let list = try arguments.names("cpn_list")
        switch (dsl, list) {
        case (.some, .some): throw Refusal.argument("give cpn_list or predict_dsl, not both")
        case (let dsl?, nil): return .dsl(dsl)
        case (nil, let names?): return .components(names)
        case (nil, nil): return .all
        }
    }

    private static func byRole(
        _ parties: [Party], _ value: (Party) -> JSONValue
    ) -> JSONObject {
        var roles: JSONObject = [:]
        for party in parties {
            var members = roles[party.role.rawValue]?.object ?? [:]
            members[party.id.description] = value(party)
            roles[party.role.rawValue] = .object(members)
        }
        return roles
    }
}

/// The model of `model_id` and `model_version`, and a party of this site that has it.
enum ModelAddress {
    /// - Parameter refusal: What is answered where there is no such model.
    static func read(
        _ call: Call, orElse refusal: (String) -> Refusal
    ) async throws -> (modelID: String, version: String, party: Party) {
        try call.arguments.require("model_id", "model_version")
        let modelID = try call.arguments.requiredText("model_id")
        let version = try call.arguments.requiredText("model_version")
        try await call.site.whenReadable()
        try await call.site.settle()
        let filter = try RowFilter(
            ["model_id": .string(modelID), "model_version": .string(version)],
            of: ViewTables.model)
        let parties = try await call.site.views.rows(where: filter).compactMap { row in
            Party("\(row["f_role"]?.string ?? ""):\(row["f_party_id"]?.string ?? "")")
        }
        guard let party = parties.first(where: { $0.role == .guest }) ?? parties.first else {
            throw refusal("there is no model \(modelID) of version \(version)")
        }
        return (modelID, version, party)
    }
}
