extension AttemptPair {
    /// What the attempts are made of, in the order in which a job is put together.
    var causes: [JobDifference] {
        dslDifferences + roleDifferences + jobParameterDifferences
            + components.flatMap(parameterDifferences) + components.flatMap(providerDifferences)
            + components.flatMap(dataDifferences) + resourceDifferences
    }

    private var dslDifferences: [JobDifference] {
        components.flatMap { component -> [JobDifference] in
            let (one, two) = (Self.source(component, left), Self.source(component, right))
            guard let one, let two else {
                return [
                    JobDifference(
                        .dsl, component, one.map { $0["module"] ?? .null } ?? .null,
                        two.map { $0["module"] ?? .null } ?? .null)
                ]
            }
            return JSONDifference.places(one, two).map {
                JobDifference(.dsl, component, path: $0.path, $0.left, $0.right)
            }
        }
    }

    /// A component as the DSL writes it; its provider is compared as it ran.
    private static func source(
        _ component: ComponentName, _ attempt: JobAttempt
    ) -> JSONObject? {
        let all = attempt.dsl.source.object?["components"]?.object
        guard var source = all?[component.text]?.object else { return nil }
        source["provider"] = nil
        return source
    }

    private var roleDifferences: [JobDifference] {
        func members(_ conf: RuntimeConf) -> JSONObject {
            var members = JSONObject(conf.roles.map { ($0.role.rawValue, $0.json) })
            members["initiator"] = .string("\(conf.initiator)")
            return members
        }
        return JSONDifference.places(members(left.conf), members(right.conf)).map {
            JobDifference(.role, nil, path: $0.path, $0.left, $0.right)
        }
    }

    private var jobParameterDifferences: [JobDifference] {
        Self.merged(
            commonParties.map { party in
                (
                    party,
                    JSONDifference.places(
                        left.jobParameters(of: party), right.jobParameters(of: party))
                )
            }, .jobParameter, nil)
    }

    private func parameterDifferences(of component: ComponentName) -> [JobDifference] {
        guard left.dsl[component] != nil, right.dsl[component] != nil else { return [] }
        let places = commonParties.compactMap { party in
            pair(of: component, at: party).map {
                (party: party, places: JSONDifference.places($0, $1))
            }
        }
        return Self.merged(places, .parameter, component)
    }

    /// The effective parameters where both runs are known, else what both confs say.
    private func pair(
        of component: ComponentName, at party: Party
    ) -> (JSONObject, JSONObject)? {
        let (one, two) = (left.runs[component]?[party], right.runs[component]?[party])
        if let one, let two { return (one.parameters, two.parameters) }
        // A party that lives here and has no run has no task of this component.
        guard left.parts[party] == nil, right.parts[party] == nil else { return nil }
        return (
            left.conf.parameters(of: component, at: party),
            right.conf.parameters(of: component, at: party)
        )
    }

    private func providerDifferences(of component: ComponentName) -> [JobDifference] {
        let places = runs(of: component).map { party, one, two in
            (
                party: party,
                places: JSONDifference.places(
                    ["": .string(one.provider)], ["": .string(two.provider)])
            )
        }
        return Self.merged(places, .provider, component)
    }

    /// A Reader hands on the rows of a table as they are, so its output is what the job read.
    private func dataDifferences(of component: ComponentName) -> [JobDifference] {
        guard isReader(component) else { return [] }
        return runs(of: component).flatMap { party, one, two -> [JobDifference] in
            let (one, two) = (JSONObject(one.outputs), JSONObject(two.outputs))
            // One that has not run, or did not succeed, has read nothing.
            guard !one.isEmpty, !two.isEmpty else { return [] }
            return JSONDifference.places(one, two).map {
                JobDifference(.inputData, component, at: [party], path: $0.path, $0.left, $0.right)
            }
        }
    }

    /// Whether a component reads a table of the site, in both attempts.
    func isReader(_ component: ComponentName) -> Bool {
        [left, right].allSatisfy { $0.dsl[component]?.module == "Reader" }
    }

    private var resourceDifferences: [JobDifference] {
        let places = commonParties.compactMap { party in
            left.parts[party].flatMap { one in
                right.parts[party].map { two in
                    (
                        party: party,
                        places: JSONDifference.places(one.need.members, two.need.members)
                    )
                }
            }
        }
        return Self.merged(places, .resources, nil)
    }
}

extension JSONObject {
    /// Texts by their names, in the order of the names.
    init(_ texts: [String: String]) {
        self.init(texts.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) })
    }
}

extension ResourceNeed {
    fileprivate var members: JSONObject {
        [
            "engine": .string(engine), "cores": .integer(Int64(cores)),
            "memory": .integer(Int64(memory)),
        ]
    }
}

extension JobAttempt {
    /// The job parameters of a party, but for the name of the model that a train job is given.
    fileprivate func jobParameters(of party: Party) -> JSONObject {
        var parameters = conf.mergedJobParameters(for: party)
        // What is taken over is shown component by component.
        parameters[InheritanceWish.member] = nil
        if parameters["model_version"]?.string == name.job.text {
            parameters["model_version"] = nil
            parameters["model_id"] = nil
        }
        return parameters
    }
}

extension RuntimeConf {
    /// What the conf says of a component at a party, without the module's defaults.
    fileprivate func parameters(of component: ComponentName, at party: Party) -> JSONObject {
        guard let place = place(of: party) else { return [:] }
        return componentParameters.parameters(for: party.role, at: place)
            .compactMap { $0[component.text]?.object }
            .reduce([:]) { $0.merged(with: $1) }
    }
}
