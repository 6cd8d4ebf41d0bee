/// Other parameters for the next round of a job, at one party.
public struct PartyRevision: Hashable, Sendable {
    /// The coordinator's number of the change.
    public let number: Int
    /// The runtime conf from now on, JSON text.
    public let conf: String
    /// The job parameters of the party from now on, JSON text.
    public let jobParameters: String
    /// What the party takes from its engine in the next round.
    public let need: ResourceNeed
    /// The plans that are others than before.
    public let tasks: [PartyTaskPlan]

    /// Makes a revision.
    public init(
        number: Int, conf: String, jobParameters: String, need: ResourceNeed,
        tasks: [PartyTaskPlan]
    ) {
        self.number = number
        self.conf = conf
        self.jobParameters = jobParameters
        self.need = need
        self.tasks = tasks
    }

    /// What has changed from one creation to another.
    public init(number: Int, from old: PartyCreation, to new: PartyCreation) {
        self.init(
            number: number, conf: new.conf, jobParameters: new.jobParameters, need: new.need,
            tasks: new.tasks.filter { !old.tasks.contains($0) })
    }
}

extension PartyCreation {
    /// The part of the job with the parameters of a revision.
    func revised(by revision: PartyRevision) -> PartyCreation {
        let plans = revision.tasks.reduce(into: [:]) { $0[$1.component] = $1 }
        return PartyCreation(
            job: job, party: party, initiator: initiator, parties: parties, need: revision.need,
            tasks: tasks.map { plans[$0.component] ?? $0 }, dsl: dsl, conf: revision.conf,
            jobParameters: revision.jobParameters)
    }
}
