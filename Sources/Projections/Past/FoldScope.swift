public import Domain
public import EventStore
import Journal

/// Which streams a view of the past is made from: reading one job need not fold all others.
public enum FoldScope: Hashable, Sendable {
    /// The whole log.
    case everything
    /// These streams, and those whose names begin with a prefix.
    case streams(named: [StreamName], prefixes: [String])

    /// All that rows about one job are made from.
    public static func job(_ job: JobID) -> FoldScope {
        .streams(
            named: [StreamIdentity.job(job).streamName].compactMap(\.self),
            prefixes: ["party-\(job)/", "track-\(job)/"])
    }

    /// All that the row of one table is made from.
    public static func table(_ table: TableName) -> FoldScope {
        .streams(
            named: [StreamIdentity.table(table).streamName].compactMap(\.self), prefixes: [])
    }

    /// The compute engines and who holds their cores.
    public static let engines = FoldScope.streams(named: [], prefixes: ["engine-"])
}

extension FoldScope {
    /// Whether an event belongs to it.
    public func contains(_ stream: StreamName) -> Bool {
        switch self {
        case .everything: true
        case .streams(let names, let prefixes):
            names.contains(stream) || prefixes.contains { stream.text.hasPrefix($0) }
        }
    }

    /// The streams in the log; `nil` for all of them.
    func streams(in log: any EventLogReader) throws -> [StreamName]? {
        guard case .streams(let names, let prefixes) = self else { return nil }
        return try names + prefixes.flatMap { try Self.streams(withPrefix: $0, in: log) }
    }

    private static func streams(
        withPrefix prefix: String, in log: any EventLogReader
    ) throws -> [StreamName] {
        let pageSize = 1_000
        var found: [StreamName] = []
        while true {
            let page = try log.streams(withPrefix: prefix, after: found.last, limit: pageSize)
            found += page.map(\.0)
            if page.count < pageSize { return found }
        }
    }
}
