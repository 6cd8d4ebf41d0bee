/// One seat of a job: a role and the organisation that fills it.
public struct Party: Hashable, Sendable, CustomStringConvertible {
    /// What the party is in the job.
    public let role: Role
    /// The organisation.
    public let id: PartyID

    /// Makes a seat.
    public init(_ role: Role, _ id: PartyID) {
        self.role = role
        self.id = id
    }

    /// `guest:9999`.
    public var description: String { "\(role.rawValue):\(id)" }

    /// Reads `guest:9999`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let role = Role(rawValue: String(parts[0])),
            let id = PartyID(text: String(parts[1]))
        else { return nil }
        self.init(role, id)
    }
}
