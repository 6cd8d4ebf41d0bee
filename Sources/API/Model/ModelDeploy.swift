import Domain
import Projections
import Scheduler
import Wire

/// `model/deploy`: makes a version that predict jobs can use, at all parties of the model.
enum ModelDeploy {
    static func answer(_ call: Call) async throws -> Reply {
        let (modelID, version, party) = try await ModelAddress.read(call) { message in
            Refusal(status: 404, message)
        }
        let deployed: Deployed
        do {
            deployed = try await call.site.jobs.models.deploy(
                modelID, version, at: party, try choice(call.arguments),
                over: call.site.federation, call.context)
        } catch let error as ModelError {
            guard case .coordinatedElsewhere = error else { throw error }
            throw Refusal(status: 404, "\(error)")
        }
        try await call.site.settle()
        return .envelope(
            Envelope(
                deployed.isComplete ? .success : .argument, message(deployed),
                data: .object(data(deployed, of: modelID))))
    }

    /// FATE's one word, and behind `failed` who did not deploy and why.
    private static func message(_ deployed: Deployed) -> String {
        if deployed.isComplete { return "success" }
        let reasons = deployed.answers.compactMap { item -> String? in
            switch item.answer {
            case .refused(let text), .unanswered(let text): "\(item.party): \(text)"
            case .deployed, .leftAlone: nil
            }
        }
        let done = deployed.parties.map(\.description)
        let extent =
            done.isEmpty
            ? "nothing was deployed"
            : "only \(done.joined(separator: ", ")) deployed, so that no predict job can use "
                + deployed.version
        return "failed: \(extent); \(reasons.joined(separator: "; "))"
    }

    private static func data(_ deployed: Deployed, of modelID: String) -> JSONObject {
        var codes = JSONObject()
        var details = JSONObject()
        for item in deployed.answers {
            let (role, id) = (item.party.role.rawValue, item.party.id.description)
            let (code, message) = outcome(of: item.answer, at: item.party)
            var members = codes[role]?.object ?? [:]
            members[id] = .integer(Int64(code.rawValue))
            codes[role] = .object(members)
            var detail = details[role]?.object ?? [:]
            detail[id] = [
                "retcode": .integer(Int64(code.rawValue)), "retmsg": .string(message),
            ]
            details[role] = .object(detail)
        }
        codes["detail"] = .object(details)
        codes["model_id"] = .string(modelID)
        codes["model_version"] = .string(deployed.version)
        return codes
    }

    /// How FATE would say what a party answered.
    static func outcome(
        of answer: ModelDeployAnswer, at party: Party
    ) -> (code: ReturnCode, message: String) {
        switch answer {
        case .deployed:
            (.success, "deploy model of role \(party.role) \(party.id) success")
        case .refused(let reason): (.operating, reason)
        case .unanswered(let reason): (.federated, reason)
        case .leftAlone(let reason): (.operating, "not deployed, because of \(reason)")
        }
    }

    /// The components, in any of the ways in which clients name them.
    static func choice(_ arguments: Arguments) throws -> ModelService.Choice {
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
