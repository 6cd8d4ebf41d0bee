public import Domain
import Journal

extension PartyService: PartyInspector {
    /// What the job would lack at a party of this site, and what it would take of the engine.
    ///
    /// Reads only: nothing is appended.
    public func inspect(
        _ submission: JobSubmission, at party: Party
    ) async throws -> PartyInspection {
        let specification = try JobSpecification(
            dsl: JSONValue(parsing: submission.dsl), conf: JSONValue(parsing: submission.conf))
        var findings: [JobFinding] = []
        var plans: [PartyTaskPlan] = []
        let stored = try await storedParameters(of: specification, at: party)
        for component in specification.components {
            findings += [
                moduleFinding(of: component, in: specification, at: party),
                versionFinding(of: component, in: specification, at: party),
                redundancy(of: component, in: specification, at: party),
            ].compactMap(\.self)
            guard modules.catalogue[component.module] != nil,
                let plan = try specification.taskPlan(
                    of: component, for: party, in: modules.catalogue, over: stored, strictly: false)
            else { continue }
            findings += try await parameterFindings(of: plan, at: party)
            plans.append(plan)
        }
        findings += try await schemaFindings(of: plans, at: party)
        let model = specification.jobParameters(for: party).flatMap { parameters in
            parameters.modelID.flatMap { id in
                parameters.modelVersion.flatMap { StoredModels.name(id, $0, of: party) }
            }
        }
        findings += try await modelFindings(of: plans, model, at: party)
        findings += try await inheritances(of: plans, submission, model, at: party).findings
        let need = try await need(of: specification, at: party)
        findings += need.excess(at: party)
        let state = try await journal.state(of: EngineDecider.self, .engine(engine))
        return PartyInspection(
            findings: findings,
            room: EngineRoom(need: need.need, of: state, for: submission.job))
    }

    /// Parameters that the module does not know.
    private func redundancy(
        of component: DSLComponent, in specification: JobSpecification, at party: Party
    ) -> JobFinding? {
        do {
            _ = try specification.parameters(of: component, for: party, in: modules.catalogue)
            return nil
        } catch {
            guard error.code == .redundantParameter else { return nil }
            return JobFinding(
                .redundantParameter, party: party, component: component.name.text,
                wanted: error.field.map { .string($0) } ?? .null, text: error.message, change: "")
        }
    }

    /// Tables that a Reader would hand to a component that cannot read them.
    private func schemaFindings(
        of plans: [PartyTaskPlan], at party: Party
    ) async throws -> [JobFinding] {
        var tables: [ComponentName: (name: TableName, schema: TableSchema)] = [:]
        for plan in plans where plan.needRun {
            guard let name = try? plan.namedTable(at: party),
                let content = try await content(of: name)
            else { continue }
            tables[plan.component] = (name, content.schema)
        }
        return try plans.flatMap { plan in
            try schemaFindings(of: plan, reading: tables, at: party)
        }
    }

    private func schemaFindings(
        of plan: PartyTaskPlan,
        reading tables: [ComponentName: (name: TableName, schema: TableSchema)], at party: Party
    ) throws -> [JobFinding] {
        // A model brings the parameters and the columns of its training.
        guard plan.needRun, !plan.inputs.contains(where: { $0.kind != .data }),
            let parameters = try JSONValue(parsing: plan.parameters).object
        else { return [] }
        return plan.inputs.compactMap { input in
            guard let table = tables[input.component],
                let problem = modules.problem(
                    with: table.schema, of: plan.module, parameters, for: party.role)
            else { return nil }
            return JobFinding(
                .tableSchema, party: party, component: plan.component.text,
                available: .array(table.schema.header.prefix(100).map { .string($0) }),
                text: "\(table.name): \(problem)",
                change: "upload a table that has it, or correct the parameters of "
                    + plan.component.text)
        }
    }
}
