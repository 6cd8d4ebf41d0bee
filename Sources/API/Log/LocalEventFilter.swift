import Domain
public import EventStore

/// Which events of a log on this machine a person wants; the filter of `GET /v1/events`.
public struct LocalEventFilter: Sendable {
    private let filter: EventFilter

    /// Reads `job`, `stream`, `type`, `actor`, `correlation` and `origin`.
    ///
    /// - Parameter site: The site whose log it is.
    /// - Throws: what is wrong with an argument, as a text.
    public init(_ query: [(name: String, value: String)], site: String) throws {
        var members = JSONObject()
        for (name, value) in query { members[name] = .string(value) }
        filter = try EventFilter(Arguments(members), site: site)
    }

    /// Whether an event is wanted.
    public func accepts(_ event: RecordedEvent) -> Bool { filter.accepts(event) }
}
