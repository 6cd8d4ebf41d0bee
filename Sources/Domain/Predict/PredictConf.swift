extension RuntimeConf {
    /// The conf of a predict job: the one that the model was trained with, overlaid at any depth
    /// with the one submitted (FATE-Flow `utils/runtime_conf_parse_util.py`).
    ///
    /// Only the parties submitted take part. Where they are others, or in another order, than in
    /// training, the places of role parameters are renumbered. Providers are not taken over.
    /// - Throws: `ConfError` of `predict_party_not_trained`, and of either conf's own mistakes.
    public static func predicting(
        _ submitted: JSONValue, trainedWith trained: JSONValue
    ) throws(ConfError) -> JSONValue {
        let (conf, training) = (try RuntimeConf(submitted), try RuntimeConf(trained))
        let places = try TrainedPlaces(conf, training)
        var base = training.members
        for member in ["provider", "initiator", "role"] { base[member] = nil }
        // What training took over is no matter of those who use the model.
        if var parameters = base["job_parameters"]?.object,
            var common = parameters["common"]?.object
        {
            common[InheritanceWish.member] = nil
            parameters["common"] = .object(common)
            base["job_parameters"] = .object(parameters)
        }
        for member in ["job_parameters", "component_parameters"] {
            guard var scopes = base[member]?.object, let roles = scopes["role"]?.object else {
                continue
            }
            scopes["role"] = .object(places.renumbered(roles))
            base[member] = .object(scopes)
        }
        return .object(base.merged(with: conf.members))
    }
}

/// Where the parties of a predict job stood when the model was trained.
private struct TrainedPlaces {
    /// For each role, the trained place of each party; `nil` where nothing has changed.
    private var places: [String: [Int]?] = [:]

    init(_ conf: RuntimeConf, _ training: RuntimeConf) throws(ConfError) {
        for role in conf.roles {
            var trained: [Int] = []
            for party in role.parties {
                guard let place = training.place(of: party) else {
                    throw ConfError(
                        .predictPartyNotTrained, field: "role.\(role.role.rawValue)",
                        message: "role.\(role.role.rawValue) in the conf names \(party), which "
                            + "did not take part in the training of the model")
                }
                trained.append(place)
            }
            let isSame = training.roles.contains(role)
            places.updateValue(isSame ? Optional<[Int]>.none : trained, forKey: role.role.rawValue)
        }
    }

    /// The role parameters of training, under the places of the predict job.
    func renumbered(_ roles: JSONObject) -> JSONObject {
        var result: JSONObject = [:]
        for (role, layers) in roles {
            guard let trained = places[role] else { continue }
            guard let trained, let layers = layers.object else {
                result[role] = layers
                continue
            }
            result[role] = .object(Self.layers(layers, at: trained))
        }
        return result
    }

    /// One layer for each place, so that their order cannot change what counts.
    private static func layers(_ layers: JSONObject, at trained: [Int]) -> JSONObject {
        var result: JSONObject = [:]
        for (index, layer) in layers {
            let named = index.split(separator: "|")
            for (place, old) in trained.enumerated()
            where index == "all" || named.contains("\(old)") {
                let own = result["\(place)"]?.object ?? [:]
                result["\(place)"] = .object(own.merged(with: layer.object ?? [:]))
            }
        }
        return result
    }
}
