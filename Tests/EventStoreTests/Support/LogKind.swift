import EventStore

/// The logs that must keep the same promises.
enum LogKind: CaseIterable {
    case memory, lmdb
    /// Opened to follow another writer, which has ended.
    case takenOver
}

/// Lends a fresh log to a test and closes it afterwards.
@discardableResult
func withLog<Answer>(
    _ kind: LogKind, options: EventLogOptions = EventLogOptions(),
    _ body: (any EventLog) async throws -> Answer
) async throws -> Answer {
    switch kind {
    case .memory:
        let log = MemoryEventLog(site: "site-a", options: options)
        return try await use(log, body)
    case .lmdb:
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        let answer = try await use(log, body)
        withExtendedLifetime(directory) {}
        return answer
    case .takenOver:
        let directory = TemporaryDirectory()
        let first = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        await first.close()
        let log = try FollowingEventLog(path: directory.path, options: options)
        try await log.takeOver()
        let answer = try await use(log, body)
        withExtendedLifetime(directory) {}
        return answer
    }
}

private func use<Answer>(
    _ log: any EventLog, _ body: (any EventLog) async throws -> Answer
) async throws -> Answer {
    do {
        let answer = try await body(log)
        await log.close()
        return answer
    } catch {
        await log.close()
        throw error
    }
}
