/// The log on disk as any process may read and follow it, whether or not another one is writing.
///
/// It sees what is committed when it looks. New events wake it through the ``Bell``, so that it
/// never asks in vain; it goes on when the writer ends and another one begins.
public final class LMDBLogReader: EventLogReader {
    public let site: String
    let reads: LogReads
    let signal: CommitSignal
    let listener: BellListener

    /// Opens the log in the directory `path`. A process that writes it reads it through its
    /// ``LMDBEventLog`` instead.
    ///
    /// - Throws: ``EventLogError/missing(path:)`` when there is no log.
    public init(
        path: String, options: EventLogOptions = EventLogOptions()
    ) throws(EventLogError) {
        let environment = try LMDBEnvironment(path: path, options: options, access: .read)
        let opening = try LogOpening(reading: environment)
        let reads = LogReads(
            environment: environment, tables: opening.tables, site: opening.site,
            texts: opening.texts)
        let signal = CommitSignal(head: opening.tail.head)
        self.site = opening.site
        self.reads = reads
        self.signal = signal
        self.listener = try BellListener(path: "\(path)/\(Bell.fileName)") { notice in
            Self.hear(notice, path, reads, signal)
        }
    }

    /// Passes a ring of the bell on; whether there may be more.
    private static func hear(
        _ notice: BellListener.Notice, _ path: String, _ reads: LogReads, _ signal: CommitSignal
    ) -> Bool {
        do {
            signal.advance(to: try reads.head())
            guard case .removed = notice else { return true }
            signal.close(.invalid("\(path)/\(Bell.fileName) was removed; open the log again"))
        } catch {
            signal.close(error == .closed ? nil : error)
        }
        return false
    }

    /// Makes the environment one that writes; reads go on, and the writer wakes the subscriptions.
    func beginWriting(
        under lock: DirectoryLock, path: String, _ options: EventLogOptions
    ) throws(EventLogError) -> LogWriter {
        let environment = reads.environment
        let opening = try environment.beginWriting(under: lock) { () throws(EventLogError) in
            try LogOpening(again: environment, site: site, reads.tables, reads.texts)
        }
        let writer = LogWriter(
            environment: environment, tables: opening.tables, site: opening.site,
            texts: opening.texts, signal: signal,
            bell: try Bell(directory: path))
        if opening.isScrubDue { try LogScrubber(environment: environment).run(opening.tables) }
        try writer.start(at: opening.tail)
        listener.stop()
        return writer
    }

    deinit {
        listener.stop()
        reads.environment.close()
    }

    /// The last committed position, as of now; the last one known when it cannot be read.
    public var head: Position {
        if let head = try? reads.head() { signal.advance(to: head) }
        return signal.head
    }

    public func events(
        after: Position, limit: Int, bytesMax: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try reads.events(after: after, limit: limit, bytesMax: bytesMax, head: signal.head)
    }

    public func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace? {
        try reads.importedPlace(of: position, from: site)
    }

    public func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try reads.events(of: stream, after: after, limit: limit)
    }

    public func version(of stream: StreamName) throws(EventLogError) -> StreamVersion {
        try reads.version(of: stream)
    }

    public func streams(
        withPrefix prefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)] {
        try reads.streams(withPrefix: prefix, after: after, limit: limit)
    }

    public func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        try reads.treeHashes(level: level, range)
    }

    public func subscribe(after: Position) -> EventSubscription {
        EventSubscription(
            after: after,
            read: { (position, limit) throws(EventLogError) in
                try self.events(after: position, limit: limit)
            },
            wait: { [signal] (position) async throws(EventLogError) in
                try await signal.wait(beyond: position)
            })
    }

    public func close() async {
        listener.stop()
        signal.close()
        reads.environment.close()
    }
}
