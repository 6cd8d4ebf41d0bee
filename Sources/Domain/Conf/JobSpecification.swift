/// A DSL and a runtime conf that fit together, and what follows from them.
///
/// Made at the initiator before anything is sent, and again by every party from what it was sent.
public struct JobSpecification: Hashable, Sendable {
    /// The graph of components.
    public let dsl: DSL
    /// The parties and their parameters.
    public let conf: RuntimeConf
    /// What the job is to take over from an earlier one; `nil` for nothing.
    public let inheritance: InheritanceWish?
    private let parameters: [Party: JobParameters]

    /// Checks a pair that was read before.
    ///
    /// What needs the modules of a site is checked by `check(for:in:)`.
    public init(
        dsl: DSL, conf: RuntimeConf, defaults: JobDefaults = .standard
    ) throws(ConfError) {
        self.dsl = dsl
        self.conf = conf
        var parameters: [Party: JobParameters] = [:]
        for party in conf.parties {
            parameters[party] = try JobParameters(
                conf.mergedJobParameters(for: party), defaults: defaults)
        }
        self.parameters = parameters
        inheritance = try InheritanceWish.read(conf, dsl)
        try checkPartyConstraint()
        try checkTimedComponents()
        try checkReaderPlaces()
    }

    /// Reads and checks a pair as submitted: first the conf, then the DSL, then both together.
    public init(
        dsl: JSONValue, conf: JSONValue, defaults: JobDefaults = .standard
    ) throws(JobSpecificationError) {
        let conf = try Result { () throws(ConfError) in try RuntimeConf(conf) }
            .mapError(JobSpecificationError.conf).get()
        let dsl = try Result { () throws(DSLError) in try DSL(dsl, mode: conf.mode) }
            .mapError(JobSpecificationError.dsl).get()
        self = try Result { () throws(ConfError) in
            try JobSpecification(dsl: dsl, conf: conf, defaults: defaults)
        }.mapError(JobSpecificationError.conf).get()
    }

    /// The party whose site schedules the job.
    public var initiator: Party { conf.initiator }

    /// All parties, in the order of the conf.
    public var parties: [Party] { conf.parties }

    /// The components in the order in which they may run.
    public var components: [DSLComponent] { dsl.topologicalOrder }

    /// The job parameters of a party; `nil` for a party that takes no part.
    public func jobParameters(for party: Party) -> JobParameters? { parameters[party] }
}

extension RuntimeConf {
    /// The job parameters of a party, common ones first, objects merged at any depth.
    ///
    /// As in FATE-Flow up to 1.11.0; 1.11.1 and 1.11.2 forget `job_parameters.role`.
    func mergedJobParameters(for party: Party) -> JSONObject {
        guard let place = place(of: party) else { return [:] }
        return jobParameters.parameters(for: party.role, at: place)
            .reduce([:]) { $0.merged(with: $1) }
    }
}
