/// What a job would lack, at all its parties at once.
public struct JobCheck: Hashable, Sendable {
    /// One party's answer.
    public struct Answer: Hashable, Sendable {
        /// The party.
        public let party: Party
        /// Whether its site has looked at everything.
        public let isComplete: Bool
        /// What the job would take of its engine; `nil` when the site does not say.
        public let need: ResourceNeed?

        /// Makes an answer.
        public init(party: Party, isComplete: Bool, need: ResourceNeed?) {
            self.party = party
            self.isComplete = isComplete
            self.need = need
        }
    }

    /// The answers, in the order of the conf.
    public let answers: [Answer]
    /// What is lacking: what concerns all parties first, then party by party.
    public let findings: [JobFinding]

    /// Makes a check.
    public init(answers: [Answer], findings: [JobFinding]) {
        self.answers = answers
        var order: [Party: Int] = [:]
        for (place, answer) in answers.enumerated() { order[answer.party] = place }
        self.findings = findings.enumerated().sorted { left, right in
            let places = [left, right].map { $0.element.party.map { order[$0] ?? .max } ?? -1 }
            return (places[0], left.offset) < (places[1], right.offset)
        }.map(\.element)
    }

    /// Makes a check of what each party's site has said.
    ///
    /// - Parameter parties: in the order of the conf, each with the place of its site.
    public init(
        of parties: [(party: Party, site: String, inspection: PartyInspection)],
        findings: [JobFinding]
    ) {
        let rooms = parties.compactMap { entry in
            entry.inspection.room.map { (party: entry.party, site: entry.site, room: $0) }
        }
        // A party that asks for more than a job may have needs no second word about the same cores.
        let tooLarge = Set(
            parties.flatMap(\.inspection.findings).filter { $0.resource != nil }
                .compactMap(\.party))
        let room = RoomCheck(rooms.filter { !tooLarge.contains($0.party) })
        self.init(
            answers: parties.map {
                Answer(
                    party: $0.party, isComplete: $0.inspection.isComplete,
                    need: $0.inspection.room?.need)
            },
            findings: findings + parties.flatMap(\.inspection.findings) + room.findings)
    }

    /// Whether the job can run, perhaps after a while in the queue.
    public var canRun: Bool { !findings.contains { $0.severity == .missing } }

    /// Whether nothing is known to keep the job from starting at once.
    public var canStartNow: Bool { !findings.contains { $0.severity != .unknown } }
}
