/// Reads a log that is open from its first event to its last, and says what is wrong with it.
///
/// What ``LogVerifier`` finds in the pages of the file it does not: it sees what every reader of the log
/// sees. It keeps no page and nobody waiting, so that a server may run it over its own log.
public struct OpenLogVerifier {
    private let log: any EventLogReader
    private let head: Position
    private var report = LogReport()
    private var frontier = TreeFrontier()
    private var versions: [StreamName: StreamVersion] = [:]

    private static let pageSize = 1_000

    /// A verifier of all events that are there now.
    public init(_ log: any EventLogReader) {
        self.log = log
        head = log.head
    }

    /// Verifies records, commitments, leaf hashes, the versions of streams and the root.
    ///
    /// - Throws: When the log is closed. Finding damage is no error.
    public mutating func verify() async throws(EventLogError) -> LogReport {
        report.site = log.site
        report.head = head
        var (last, limit) = (Position.origin, Self.pageSize)
        while last < head {
            do {
                last = try readPage(behind: last, limit)
            } catch {
                guard error != .closed else { throw error }
                // Event by event, until it is known which one cannot be read.
                if limit > 1 {
                    limit = 1
                } else {
                    last = last.advanced(by: 1)
                    report.add(.position(last), "\(error)")
                    limit = Self.pageSize
                }
            }
            await Task.yield()
        }
        try compareRoots()
        return report
    }

    /// Verifies the events of a page; answers with the position of the last one.
    private mutating func readPage(
        behind last: Position, _ limit: Int
    ) throws(EventLogError) -> Position {
        let count = min(UInt64(limit), head.number - last.number)
        let events = try log.events(after: last, limit: Int(count))
        let leaves = try log.treeHashes(level: 0, last.number..<last.number + count)
        for event in events {
            let leaf = event.envelope.leafHash
            frontier.append(leaf)
            if leaf != leaves[Int(event.position.number - last.number - 1)] {
                report.add(.position(event.position), "its leaf hash in the tree is another")
            }
            guard EventCheck.check(event, site: log.site, &report) else { continue }
            checkVersion(event)
            report.eventCount += 1
            if !event.hasPayload { report.erasedCount += 1 }
        }
        guard let end = events.last?.position else {
            throw .invalid("there is no event behind position \(last)")
        }
        return end
    }

    /// The streams of this site have all versions; of another's, pieces may have been imported. Behind
    /// an event that cannot be read nobody knows whose version is missing.
    private mutating func checkVersion(_ event: RecordedEvent) {
        let envelope = event.envelope
        guard envelope.originSite == log.site else { return }
        let expected = versions[envelope.stream, default: .none].number + 1
        versions[envelope.stream] = envelope.streamVersion
        let isMissed = frontier.size < event.position.number
        guard envelope.streamVersion.number != expected, !isMissed else { return }
        report.add(
            .position(event.position),
            "its version in stream \(envelope.stream) is \(envelope.streamVersion), not \(expected)"
        )
    }

    /// The root over what was read must be the one that the tree's tiles give.
    private mutating func compareRoots() throws(EventLogError) {
        guard frontier.size == head.number else { return }
        report.root = frontier.root
        do {
            guard try log.treeRoot(at: head.number) != frontier.root else { return }
            report.add(
                .table("node-tiles"), "the root over its hashes is not that over the events")
        } catch {
            guard error != .closed else { throw error }
            report.add(.table("node-tiles"), "\(error)")
        }
    }
}
