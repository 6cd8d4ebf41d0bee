public import EventStore

extension StreamIdentity {
    /// Who may see the payloads of the stream's events: the federated job is its parties' matter,
    /// everything else the site's own.
    public var visibility: Visibility {
        switch self {
        case .job: .parties
        case .party, .track, .engine, .table, .model, .peer, .site: .site
        }
    }
}
