import Domain
import Testing

@Suite struct SpecificationFixtureTests {
    @Test(arguments: Case.valid(with: "tasks")) func tasks(of example: Case) throws {
        let (job, catalogue) = (try example.specification(), try Fixtures.catalogue())
        let expected = try example.required("tasks").members()
        for component in job.components {
            let parties = try job.parties(of: component, in: catalogue).map(\.description)
            #expect(parties == (try expected[component.name.text]?.words()))
        }
    }

    @Test(arguments: Case.valid(with: "job_parameters")) func jobParameters(of example: Case) throws
    {
        let job = try example.specification()
        for (role, ids) in try example.required("job_parameters").members() {
            for (id, expected) in try ids.members() {
                let party = try #require(Party("\(role):\(id)"))
                let parameters = try #require(job.jobParameters(for: party))
                #expect(parameters.members.sorted == (try expected.members().sorted))
                #expect(parameters.known == parameters.members)
            }
        }
    }

    @Test(arguments: Case.valid(with: "reader_inputs")) func readerInputs(of example: Case) throws {
        let inputs = try example.specification().readerInputs
        let expected = try example.required("reader_inputs").members()
        #expect(Set(inputs.keys.map(\.rawValue)) == Set(expected.keys))
        for (role, places) in inputs {
            let json = places.map { place in
                JSONObject(place.map { ($0.text, .object($1)) }).sorted
            }
            #expect(json == (try expected[role.rawValue]?.items().map { try $0.members().sorted }))
        }
    }

    @Test(arguments: Case.valid(with: "providers_default")) func defaultProviders(of example: Case)
        throws
    {
        let (job, catalogue) = (try example.specification(), try Fixtures.catalogue())
        let expected = try example.required("providers_default").members()
        for component in job.components {
            let provider = catalogue[component.module]?.defaultProvider.description
            #expect(provider == expected[component.name.text]?.string)
        }
    }

    @Test(arguments: Case.valid(with: "parties")) func componentsOfEachParty(of example: Case)
        throws
    {
        let (job, catalogue) = (try example.specification(), try Fixtures.catalogue())
        for (name, components) in try example.required("parties").members() {
            let party = try #require(Party(name))
            try job.check(for: party, in: catalogue)
            for (component, expected) in try components.members() {
                let component = try #require(job.dsl[try JSONValue.string(component).component()])
                let own = try job.parameters(of: component, for: party, in: catalogue)
                #expect(own.json(like: try expected.members()).sorted == expected.sorted)
            }
        }
    }

    @Test func providersSeenByAParty() throws {
        let example = Case(name: "12_v2_provider_scopes")
        let (job, catalogue) = (try example.specification(), try Fixtures.catalogue())
        for (viewer, roles) in try example.required("providers_seen_by").members() {
            for (role, ids) in try roles.members() {
                for (id, expected) in try ids.members() {
                    let party = try #require(Party("\(role):\(id)"))
                    let seen = try job.components.compactMap { component in
                        let provider =
                            party.description == viewer
                            ? try job.parameters(of: component, for: party, in: catalogue)?.provider
                            : job.chosenProvider(of: component, for: party)
                        return provider.map { (component.name.text, JSONValue.string($0.seen)) }
                    }
                    #expect(JSONObject(seen).sorted == (try expected.members().sorted))
                }
            }
        }
    }

    @Test(arguments: Case.valid(with: "component_need_run"))
    func whatEachRoleNeedsToRun(_ example: Case) throws {
        let (job, catalogue) = (try example.specification(), try Fixtures.catalogue())
        for (role, expected) in try example.required("component_need_run").members() {
            for party in job.parties where party.role.rawValue == role {
                let needRun = try job.needRun(for: party, in: catalogue)
                let json = needRun.map { ($0.key.text, JSONValue.bool($0.value)) }
                #expect(JSONObject(json).sorted == (try expected.members().sorted))
            }
        }
    }
}

extension ProviderChoice {
    /// FATE writes a missing version as Python's `None`.
    fileprivate var seen: String { "\(name)@\(version ?? "None")" }
}

extension ComponentParameters? {
    /// The members that the case knows: cases of version 1 know fewer.
    fileprivate func json(like expected: JSONObject) -> JSONValue {
        .object(
            JSONObject((json.object ?? [:]).filter { expected[$0.key] != nil }.map { ($0, $1) }))
    }

    private var json: JSONValue {
        guard let self else { return ["task": false] }
        return [
            "task": true, "user_specified": .object(self.userSpecified),
            "effective": .object(self.effective), "parameter_source": .string(self.source.text),
            "role_on_module": .object(
                JSONObject(
                    self.roles.map { role in
                        let ids = role.ids.map { JSONValue.integer(Int64($0.number)) }
                        return (role.role.rawValue, .array(ids))
                    })),
            "run_object": .string(self.runObject),
        ]
    }
}
