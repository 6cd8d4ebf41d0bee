import EventStore
import Synchronization
import TestKit

/// The log of a site as one of its servers has it open: commits take time, before and after they
/// are durable, and nothing is committed once the server is gone.
final class SlowDisk: EventLog {
    private struct State {
        var random: SeededGenerator
        var isGone = false
    }

    private let log: MemoryEventLog
    private let clock: VirtualClock
    private let millisecondsMax: Int64
    private let committed: @Sendable () -> Void
    private let state: Mutex<State>

    /// Opens the log; `committed` is told of every commit before the server is.
    init(
        _ log: MemoryEventLog, clock: VirtualClock, millisecondsMax: Int64, seed: UInt64,
        committed: @escaping @Sendable () -> Void
    ) {
        self.log = log
        self.clock = clock
        self.millisecondsMax = millisecondsMax
        self.committed = committed
        state = Mutex(State(random: SeededGenerator(seed: seed)))
    }

    /// The server is gone.
    func drop() { state.withLock { $0.isGone = true } }

    var site: String { log.site }
    var head: Position { log.head }

    func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt {
        await pause()
        try check()
        let receipt = try await log.append(appends)
        committed()
        await pause()
        return receipt
    }

    func append(_ imports: ImportAppend) async throws(EventLogError) -> ImportReceipt {
        try check()
        return try await log.append(imports)
    }

    func erase(
        _ positions: [Position], appending appends: [StreamAppend]
    ) async throws(EventLogError) -> AppendReceipt {
        try check()
        return try await log.erase(positions, appending: appends)
    }

    func events(
        after: Position, limit: Int, bytesMax: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try log.events(after: after, limit: limit, bytesMax: bytesMax)
    }

    func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace? {
        try log.importedPlace(of: position, from: site)
    }

    func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try log.events(of: stream, after: after, limit: limit)
    }

    func version(of stream: StreamName) throws(EventLogError) -> StreamVersion {
        try log.version(of: stream)
    }

    func streams(
        withPrefix prefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)] {
        try log.streams(withPrefix: prefix, after: after, limit: limit)
    }

    func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        try log.treeHashes(level: level, range)
    }

    func subscribe(after: Position) -> EventSubscription { log.subscribe(after: after) }

    func close() async { drop() }

    private func check() throws(EventLogError) {
        if state.withLock({ $0.isGone }) { throw .closed }
    }

    private func pause() async {
        let milliseconds = state.withLock { state in
            millisecondsMax == 0 ? 0 : Int64.random(in: 0...millisecondsMax, using: &state.random)
        }
        if milliseconds > 0 { await clock.wait(milliseconds: milliseconds) }
    }
}
