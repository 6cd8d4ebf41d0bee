/// The one writer: a thread that takes all appends that wait, commits them together and tells
/// each its outcome.
///
/// A thread and not a task, as a commit waits for the disk and LMDB's write lock belongs to the
/// thread that took it.
final class LogWriter: Sendable {
    private let environment: LMDBEnvironment
    private let tables: LogTables
    private let site: String
    /// The numbers of texts, for those who prepare appends.
    let texts: SharedTexts
    private let signal: CommitSignal
    private let bell: Bell
    private let queue = AppendQueue()
    private let finished = Latch()

    init(
        environment: LMDBEnvironment, tables: LogTables, site: String, texts: SharedTexts,
        signal: CommitSignal, bell: Bell
    ) {
        self.environment = environment
        self.tables = tables
        self.site = site
        self.texts = texts
        self.signal = signal
        self.bell = bell
    }

    /// Starts the thread; it ends after ``close()``.
    func start(at tail: LogTail) throws(EventLogError) {
        try SystemThread.start("the log's writer") { [self] in
            var tail = tail
            // What a writer that was killed has committed but not told the other processes.
            publish(tail.head)
            var (expected, commitTime) = (0, Duration.zero)
            while let batch = queue.take(expected: expected, commitTime: commitTime) {
                let (before, start) = (tail.head, ContinuousClock.now)
                let outcomes = commit(batch, &tail)
                commitTime = ContinuousClock.now - start
                // Published first: who is told of an append finds it below the head, and the other
                // processes have been woken even if this one ends now.
                if tail.head > before { publish(tail.head) }
                expected = queue.count + batch.count
                for (request, outcome) in zip(batch, outcomes) {
                    request.continuation.resume(returning: outcome)
                }
            }
            finished.open()
        }
    }

    /// Queues an append and waits for its commit.
    func append(_ append: PreparedAppend) async throws(EventLogError) -> AppendReceipt {
        let outcome: AppendRequest.Outcome = await withCheckedContinuation { continuation in
            let request = AppendRequest(append: append, continuation: continuation)
            if !queue.add(request) { continuation.resume(returning: .failure(.closed)) }
        }
        return try outcome.get()
    }

    /// Refuses what comes later, finishes what waits, then ends the thread.
    func close() { queue.close() }

    /// Waits for the end of the thread.
    func waitUntilFinished() async { await finished.wait() }

    private func publish(_ head: Position) {
        signal.advance(to: head)
        bell.ring(head)
    }

    /// Commits a batch. A conflict fails its own append; a failure of LMDB fails them all.
    private func commit(
        _ batch: [AppendRequest], _ tail: inout LogTail
    ) -> [AppendRequest.Outcome] {
        while true {
            do {
                return try put(batch, &tail)
            } catch let error where error.isMapFull {
                if environment.grow() { continue }
                let full = EventLogError.full(
                    what: "the map of \(environment.mapSize) bytes",
                    remedy: "open the log with a larger limit (mapSizeMax)")
                // One large append must not stand in the way of small ones.
                if batch.count > 1 { return batch.flatMap { commit([$0], &tail) } }
                return [.failure(full)]
            } catch {
                if case .superseded = error { stop(error) }
                let bytes = batch.reduce(0) { $0 + $1.append.byteCount }
                let reason = environment.reason(for: error, writing: bytes)
                return batch.map { _ in .failure(reason) }
            }
        }
    }

    private func put(
        _ batch: [AppendRequest], _ tail: inout LogTail
    ) throws(EventLogError) -> [AppendRequest.Outcome] {
        var outcomes: [AppendRequest.Outcome] = []
        outcomes.reserveCapacity(batch.count)
        let isErasing = batch.contains { !$0.append.erased.isEmpty }
        let newTail = try environment.write { (transaction) throws(EventLogError) in
            try refuseWhenSuperseded(tail, transaction)
            var writer = try BatchWriter(
                transaction, tables, tail, site: site, texts: texts)
            for request in batch { outcomes.append(try writer.put(request.append)) }
            if isErasing { try LogScrubber.mark(tables, transaction) }
            return try writer.finish(transaction, tables)
        }
        tail = newTail
        if isErasing { scrub(batch, &outcomes) }
        return outcomes
    }

    /// Every commit continues the log that this writer knows, or there is none.
    ///
    /// The directory's lock keeps a second writer away; this holds without it, too (somebody removed
    /// the file, a file system does not share locks), so that two can never interleave.
    private func refuseWhenSuperseded(
        _ tail: LogTail, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        guard try transaction.count(tables.events) == Int(tail.head.number) else {
            throw .superseded(path: environment.path)
        }
    }

    /// Refuses all that comes, and tells those who follow the log why.
    private func stop(_ error: EventLogError) {
        queue.close()
        signal.close(error)
    }

    /// Destroys what the commit has erased; those who asked for it are told when that fails.
    private func scrub(_ batch: [AppendRequest], _ outcomes: inout [AppendRequest.Outcome]) {
        do {
            try LogScrubber(environment: environment).run(tables)
        } catch {
            for index in batch.indices where !batch[index].append.erased.isEmpty {
                if case .success = outcomes[index] {
                    outcomes[index] = .failure(.notScrubbed("\(error)"))
                }
            }
        }
    }
}
