/// Whether the parties of a job live at one site or at several (FATE-Flow `entity/_run_parameters.py`).
public enum FederatedMode: String, Hashable, Sendable {
    /// All of them here.
    case single = "SINGLE"
    case multiple = "MULTIPLE"

    /// The member of a party's job parameters that says it.
    public static let member = "federated_mode"
}

extension PartyCreation {
    /// Where the parties live, as the site knew when the part was created; jobs that were created
    /// before it was recorded count as of one site.
    public var federatedMode: FederatedMode {
        let members = (try? JSONValue(parsing: jobParameters))?.object
        return members?[FederatedMode.member]?.string.flatMap(FederatedMode.init) ?? .single
    }
}
