import EventStore
import LogFloor

/// What sharing commits is worth: one appender alone, then 16 and 64 at once, and as many clients of
/// a Redis server that flushes after every command too.
enum ConcurrencyBench {
    private static let rounds = 5
    private static let single = 200

    /// What one round has measured: appends a second, and the time that each took.
    struct Round {
        var rate: Double
        var latencies: [Double]
    }

    static func run() async throws {
        let redis = try RedisServer.start()
        defer { redis?.stop() }
        if redis == nil { print("not compared with Redis: install Debian's redis-server") }
        for appenders in [16, 64] {
            try await withDirectory { path in
                try await withDirectory { floorPath in
                    let log = try LMDBEventLog(path: path, site: "bench")
                    try await compare(appenders, log, redis, floorPath)
                    await log.close()
                }
            }
        }
    }

    private static func compare(
        _ appenders: Int, _ log: LMDBEventLog, _ redis: RedisServer?, _ floorPath: String
    ) async throws {
        let events = Workload.events(appenders)
        _ = try await log.append(Workload.append(events, to: 0))
        let records = FloorRecords(try log.events(after: .origin, limit: appenders))
        let floor = SharedCommitFloor(records, size: appenders, path: floorPath)
        var (alone, together, others): ([Round], [Round], [Round]) = ([], [], [])
        for _ in 0..<rounds {
            alone.append(try await round(1, single, events, log))
            together.append(try await round(appenders, 6_400 / appenders, events, log))
            await floor.round(commits: single)
            if let redis { others.append(redis.round(appenders, 6_400 / appenders, records)) }
        }
        report(appenders, alone, together, others)
        floor.report()
    }

    private static func round(
        _ appenders: Int, _ each: Int, _ events: [NewEvent], _ log: LMDBEventLog
    ) async throws -> Round {
        var latencies: [Double] = []
        let time = try await seconds {
            latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
                for appender in 0..<appenders {
                    group.addTask {
                        let append = Workload.append([events[appender]], to: appender)
                        var times: [Double] = []
                        times.reserveCapacity(each)
                        for _ in 0..<each {
                            times.append(try await seconds { _ = try await log.append(append) })
                        }
                        return times
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        return Round(rate: Double(appenders * each) / time, latencies: latencies)
    }

    private static func report(
        _ appenders: Int, _ alone: [Round], _ together: [Round], _ others: [Round]
    ) {
        let single = alone.map(\.rate)
        row(
            "\(appenders) appenders of one event; first: one alone", short(single.median),
            short(together.map(\.rate).median),
            spread(zip(together, alone).map { $0.rate / $1.rate }),
            bar: 20)
        guard !others.isEmpty else { return }
        row(
            "the same in Redis streams, events/s", short(others.map(\.rate).median),
            short(together.map(\.rate).median),
            spread(zip(together, others).map { $0.rate / $1.rate }), bar: 1)
        let (p99, otherP99) = (
            together.map { $0.latencies.quantile(0.99) }, others.map { $0.latencies.quantile(0.99) }
        )
        row(
            "and their p99", microseconds(otherP99.median), microseconds(p99.median),
            spread(zip(otherP99, p99).map { $0 / $1 }), bar: 1)
    }
}
