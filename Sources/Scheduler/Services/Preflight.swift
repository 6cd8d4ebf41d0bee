public import Domain
public import Journal

/// What a job would lack at all its parties, before it is submitted, and without a trace on any log.
///
/// Parties of other sites are asked over the network, all at the same time, once each.
public struct Preflight: Sendable {
    private let journal: Journal
    private let inspector: any PartyInspector
    private let modules: ModuleCatalogue

    /// Makes the service of a site with these modules.
    public init(journal: Journal, inspector: any PartyInspector, modules: ModuleCatalogue) {
        self.journal = journal
        self.inspector = inspector
        self.modules = modules
    }

    /// Checks documents as `JobService.submit` takes them.
    ///
    /// - Parameter job: the id that the job would have, or has by now: what it holds itself counts
    ///   as free.
    /// - Throws: `SubmissionError` for documents that no site could run.
    public func check(
        dsl: JSONValue, conf: JSONValue, as job: JobID
    ) async throws -> JobCheck {
        let routing = try await journal.routing()
        do {
            let documents = try await JobDocuments.read(
                dsl: dsl, conf: conf, StoredModels(journal: journal))
            return try await check(SubmittedJob(job, documents), routing)
        } catch let error as SubmissionError {
            guard let finding = error.finding, finding.isAboutTheModel else { throw error }
            return try Self.checkWithoutModel(conf, finding, routing)
        }
    }

    private func check(_ job: SubmittedJob, _ routing: RoutingTable) async throws -> JobCheck {
        let specification = try job.specification()
        let inherited = try await inheritance(of: specification)
        let question = JobSubmission(
            job: job.job, initiator: specification.initiator, parties: specification.parties,
            components: [], parallelism: nil, dsl: job.dsl.text(), conf: job.conf.text(),
            inheritance: inherited.findings.isEmpty ? inherited.inheritance : nil)
        let lost = RouteCheck.findings(
            of: question.parties, initiator: question.initiator, in: routing)
        let inspections = try await inspect(question, skipping: lost)
        return JobCheck(
            of: question.parties.map { party in
                (party, Self.site(of: party, routing), inspections[party] ?? PartyInspection())
            },
            findings: lost.filter { !$0.hidesTheRest } + idle(specification)
                + inherited.findings)
    }

    /// What the job would take over, and what the coordinator knows that keeps it from that; the
    /// parties are asked about it when nothing does.
    private func inheritance(
        of specification: JobSpecification
    ) async throws -> (inheritance: JobInheritance?, findings: [JobFinding]) {
        guard let wish = specification.inheritance else { return (nil, []) }
        return try await InheritedJob(journal: journal).inheritance(
            wish, of: specification.initiator)
    }

    /// Asks every party that there is a way to.
    private func inspect(
        _ question: JobSubmission, skipping lost: [JobFinding]
    ) async throws -> [Party: PartyInspection] {
        try await withThrowingTaskGroup(of: (Party, PartyInspection).self) { group in
            for party in question.parties {
                let own = lost.filter { $0.party == party && $0.hidesTheRest }
                group.addTask { [inspector] in
                    guard own.isEmpty else { return (party, PartyInspection(findings: own)) }
                    return (party, try await inspector.inspect(question, at: party))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Components that nobody would run.
    private func idle(_ specification: JobSpecification) -> [JobFinding] {
        specification.components.compactMap { component in
            guard let parties = try? specification.parties(of: component, in: modules),
                parties.isEmpty
            else { return nil }
            return .roleWithoutModule(component.module, of: component.name)
        }
    }

    /// Without its model nobody knows what a predict job is made of; only the ways to its parties.
    private static func checkWithoutModel(
        _ conf: JSONValue, _ finding: JobFinding, _ routing: RoutingTable
    ) throws -> JobCheck {
        let conf = try JobDocuments.runtimeConf(conf)
        let lost = RouteCheck.findings(
            of: conf.parties, initiator: conf.initiator, in: routing)
        let unknown = JobFinding(
            .notChecked, party: nil, text: "what it runs there is not known without the model",
            change: "name a model that is there")
        return JobCheck(
            of: conf.parties.map { party in
                let own = lost.filter { $0.party == party && $0.hidesTheRest }
                return (
                    party, site(of: party, routing),
                    PartyInspection(findings: own.isEmpty ? [unknown.at(party)] : own)
                )
            },
            findings: [finding] + lost.filter { !$0.hidesTheRest })
    }

    private static func site(of party: Party, _ routing: RoutingTable) -> String {
        routing.route(to: party).map { "\($0)" } ?? ""
    }
}

extension JobFinding {
    /// No role of the job runs the module of a component.
    static func roleWithoutModule(_ module: String, of component: ComponentName) -> JobFinding {
        JobFinding(
            .roleWithoutModule, party: nil, component: component.text, wanted: .string(module),
            text: "no role of this job runs \(module)",
            change: "add a party of a role that runs it, or leave the component out")
    }
}
