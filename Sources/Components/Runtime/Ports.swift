public import Domain

/// Messages between the workers of one task.
///
/// A message is named by `name` and `tag`; each (sender, receiver, name, tag) is sent once.
/// Messages of one task version never reach another.
public protocol PartyChannel: Sendable {
    /// Hands `bytes` to the other party's worker; returns once the site has them.
    func send(_ bytes: [UInt8], name: String, tag: String, to party: Party) async throws
    /// Waits for the message of that name and tag from `party`.
    func receive(name: String, tag: String, from party: Party) async throws -> [UInt8]
}

extension PartyChannel {
    /// Sends the same bytes to each party.
    public func send(_ bytes: [UInt8], name: String, tag: String, to parties: [Party]) async throws
    {
        for party in parties { try await send(bytes, name: name, tag: tag, to: party) }
    }
}

/// What a component tells its own site while it runs.
public protocol TaskTracker: Sendable {
    /// Reports points of a metric; a key reported again replaces its value.
    func log(_ points: MetricPoints) async throws
    /// Describes a metric.
    func describe(_ meta: MetricMeta) async throws
    /// Reports how far the task is, from 0 to 100.
    func progress(_ percent: Int) async throws
    /// Writes a line to the task's log at the site.
    func note(_ line: String)
}
