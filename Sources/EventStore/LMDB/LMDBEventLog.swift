/// The log on disk: an LMDB directory with one writer and many readers.
///
/// One process writes; a second one is refused, or waits, at ``init(path:site:options:)``, and may
/// read through ``LMDBLogReader``. Appends that wait at the same time share a commit, which is what
/// makes many small appends fast.
public final class LMDBEventLog: EventLog {
    public let site: String
    let environment: LMDBEnvironment
    let tables: LogTables
    private let texts: SharedTexts
    private let eventSizeMax: Int
    private let signal: CommitSignal
    private let writer: LogWriter

    /// Opens the log in the directory `path`, or makes a new one there.
    ///
    /// - Parameters:
    ///   - path: The directory, on a local file system.
    ///   - site: The name that a new log takes for ever; a log that exists keeps its own.
    ///   - options: Limits.
    public init(
        path: String, site: String, options: EventLogOptions = EventLogOptions()
    ) throws(EventLogError) {
        _ = try EnvelopeLayout.Text.originSite.measure(site)
        try EnvelopeLayout.Text.originSite.check(site)
        let environment = try LMDBEnvironment(path: path, options: options, access: .write)
        let opening = try LogOpening(environment, site: site)
        self.site = opening.site
        self.environment = environment
        self.tables = opening.tables
        self.texts = opening.texts
        self.eventSizeMax = options.eventSizeMax
        self.signal = CommitSignal(head: opening.tail.head)
        self.writer = LogWriter(
            environment: environment, tables: opening.tables, site: opening.site,
            texts: opening.texts, signal: signal,
            bell: try Bell(directory: path))
        if opening.isScrubDue { try LogScrubber(environment: environment).run(opening.tables) }
        try writer.start(at: opening.tail)
    }

    deinit { writer.close() }

    var reads: LogReads {
        LogReads(environment: environment, tables: tables, site: site, texts: texts)
    }

    public var head: Position { signal.head }

    public func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt {
        let prepared = try PreparedAppend(
            appends, site: site, eventSizeMax: eventSizeMax, texts: texts)
        return try await writer.append(prepared)
    }

    public func append(_ imports: ImportAppend) async throws(EventLogError) -> ImportReceipt {
        let prepared = try PreparedAppend(
            imports, site: site, eventSizeMax: eventSizeMax, texts: texts)
        guard prepared.eventCount > 0 else { return ImportReceipt(newCount: 0, last: head) }
        let receipt = try await writer.append(prepared)
        return ImportReceipt(newCount: receipt.importedCount, last: receipt.last)
    }

    public func erase(
        _ positions: [Position], appending appends: [StreamAppend]
    ) async throws(EventLogError) -> AppendReceipt {
        let prepared = try PreparedAppend(
            appends, erasing: positions, site: site, eventSizeMax: eventSizeMax, texts: texts)
        return try await writer.append(prepared)
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
        writer.close()
        await writer.waitUntilFinished()
        signal.close()
        environment.close()
    }
}
