import Synchronization

/// The log of a process that follows the one that writes, and takes its place when that one ends.
///
/// Until then appends are refused with ``EventLogError/inUse(path:processID:)``. Reads and
/// subscriptions go on through the change.
public final class FollowingEventLog: EventLog {
    public let site: String
    private let path: String
    private let options: EventLogOptions
    let reader: LMDBLogReader
    private let phase = Mutex(Phase.following)

    private enum Phase: Sendable {
        case following
        case writing(LogWriter)
        case closed
    }

    /// Opens the log in the directory `path`, as ``LMDBLogReader`` does.
    ///
    /// - Throws: ``EventLogError/missing(path:)`` when there is no log.
    public init(
        path: String, options: EventLogOptions = EventLogOptions()
    ) throws(EventLogError) {
        reader = try LMDBLogReader(path: path, options: options)
        site = reader.site
        self.path = path
        self.options = options
    }

    deinit { writer?.close() }

    /// Waits until no other process writes the log, however the one that does comes to its end;
    /// then writes it.
    ///
    /// A thread of its own sleeps in the kernel for the directory's lock: nothing is asked
    /// repeatedly, and no clock tells who writes. Of several that wait the kernel picks one.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled before, or the log closed.
    public func takeOver() async throws {
        let (outcomes, continuation) = AsyncStream.makeStream(of: Result<Bool, EventLogError>.self)
        let isWanted = IsWanted()
        try SystemThread.start("the thread that waits for \(path)") { [self] in
            continuation.yield(takeOverNow(while: isWanted))
            continuation.finish()
        }
        try await withTaskCancellationHandler {
            for await outcome in outcomes where try outcome.get() { return }
            throw CancellationError()
        } onCancel: {
            isWanted.end()
        }
    }

    /// Whether this process writes the log.
    public var isWriting: Bool { writer != nil }

    /// The process that writes the log, by its own word.
    public var writingProcess: Int32? { DirectoryLock.holder(of: path) }

    private var writer: LogWriter? {
        phase.withLock { phase in
            guard case .writing(let writer) = phase else { return nil }
            return writer
        }
    }

    private func takeOverNow(while isWanted: IsWanted) -> Result<Bool, EventLogError> {
        do {
            let lock = try DirectoryLock(path: path, .wait)
            guard isWanted.value, !isClosed else { return .success(false) }
            let writer = try reader.beginWriting(under: lock, path: path, options)
            let isKept = phase.withLock { phase in
                guard case .following = phase else { return false }
                phase = .writing(writer)
                return true
            }
            if !isKept { writer.close() }
            return .success(isKept)
        } catch {
            return .failure(error)
        }
    }

    private var isClosed: Bool {
        phase.withLock { phase in
            guard case .closed = phase else { return false }
            return true
        }
    }

    /// The writer; only what it writes may give numbers to texts.
    private func writerOrRefusal() throws(EventLogError) -> LogWriter {
        if isClosed { throw .closed }
        guard let writer else { throw .inUse(path: path, processID: writingProcess) }
        return writer
    }

    public func close() async {
        let writer = writer
        phase.withLock { $0 = .closed }
        writer?.close()
        await writer?.waitUntilFinished()
        await reader.close()
    }
}

extension FollowingEventLog {
    /// Whether the one who asked for the log still wants it.
    private final class IsWanted: Sendable {
        private let isWanted = Atomic(true)

        var value: Bool { isWanted.load(ordering: .acquiring) }

        func end() { isWanted.store(false, ordering: .releasing) }
    }

    public func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt {
        let writer = try writerOrRefusal()
        return try await writer.append(
            PreparedAppend(
                appends, site: site, eventSizeMax: options.eventSizeMax, texts: writer.texts))
    }

    public func append(_ imports: ImportAppend) async throws(EventLogError) -> ImportReceipt {
        let writer = try writerOrRefusal()
        let prepared = try PreparedAppend(
            imports, site: site, eventSizeMax: options.eventSizeMax, texts: writer.texts)
        guard prepared.eventCount > 0 else { return ImportReceipt(newCount: 0, last: head) }
        let receipt = try await writer.append(prepared)
        return ImportReceipt(newCount: receipt.importedCount, last: receipt.last)
    }

    public func erase(
        _ positions: [Position], appending appends: [StreamAppend]
    ) async throws(EventLogError) -> AppendReceipt {
        let writer = try writerOrRefusal()
        return try await writer.append(
            PreparedAppend(
                appends, erasing: positions, site: site, eventSizeMax: options.eventSizeMax,
                texts: writer.texts))
    }
}
