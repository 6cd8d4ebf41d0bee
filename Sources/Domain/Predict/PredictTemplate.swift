extension RuntimeConf {
    /// The model that the conf names (`model_id` of the common job parameters).
    public var modelID: String? { jobParameters.common["model_id"]?.string }

    /// The version of that model; some write it as a number.
    public var modelVersion: String? {
        let version = jobParameters.common["model_version"]
        return version?.string ?? version?.integer.map { "\($0)" }
    }

    /// The conf of training made ready for a predict job: every Reader's table is to be filled in
    /// (FATE-Flow `scheduler/dsl_parser.py`, `generate_predict_conf_template`).
    public func predictTemplate(
        for dsl: DSL, modelID: String, version: String
    ) -> JSONValue {
        var common = jobParameters.common
        common["job_type"] = .string(DSL.Mode.predict.rawValue)
        common["model_id"] = .string(modelID)
        common["model_version"] = .string(version)
        var parameters = members["job_parameters"]?.object ?? [:]
        parameters["common"] = .object(common)
        let tables = dsl.readers.enumerated().map { number, reader -> (String, JSONValue) in
            let table: JSONValue = [
                "name": .string("name_to_be_filled_\(number)"),
                "namespace": .string("namespace_to_be_filled_\(number)"),
            ]
            return (reader.name.text, ["table": table])
        }
        let roles = roles.filter { [.guest, .host].contains($0.role) }.map { role in
            let places = role.ids.indices.map { ("\($0)", JSONValue.object(JSONObject(tables))) }
            return (role.role.rawValue, JSONValue.object(JSONObject(places)))
        }
        return [
            "dsl_version": 2, "initiator": members["initiator"] ?? [:],
            "role": members["role"] ?? [:], "job_parameters": .object(parameters),
            "component_parameters": ["role": .object(JSONObject(roles))],
        ]
    }
}

extension DSL {
    /// Checks that the models that a predict job reads are ones that training makes.
    /// - Throws: `DSLError` of `unknown_upstream_component` or `unknown_upstream_output`.
    public func checkModels(trainedBy trained: DSL) throws(DSLError) {
        for component in components {
            for input in component.inputs {
                for reference in input.references where reference.isFromPipeline {
                    guard let maker = trained[reference.component] else {
                        throw DSLError(
                            .unknownUpstreamComponent, component: component.name.text,
                            field: input.slot.field,
                            message: "Component \(component.name): \(input.slot.field) reads "
                                + "\(reference), but training has no component "
                                + "\(reference.component)")
                    }
                    let known = maker.outputs[.model]
                    guard known.contains(reference.alias) else {
                        throw .unknownOutput(
                            reference, of: component.name.text, input.slot, known)
                    }
                }
            }
        }
    }
}
