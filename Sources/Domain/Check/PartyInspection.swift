/// What a party's site says of a job that it is not asked to create yet.
public struct PartyInspection: Hashable, Sendable {
    /// What the job would lack there.
    public var findings: [JobFinding]
    /// What it would take there; `nil` when the site does not say.
    public var room: EngineRoom?

    /// Makes an inspection.
    public init(findings: [JobFinding] = [], room: EngineRoom? = nil) {
        self.findings = findings
        self.room = room
    }

    /// Whether the site has looked at everything.
    public var isComplete: Bool { !findings.contains(where: \.hidesTheRest) }
}
