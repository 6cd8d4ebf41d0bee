import EventStore

/// What sharing commits is worth: one appender after the other against 64 at once.
enum ConcurrencyBench {
    private static let rounds = 5
    private static let appenders = 64

    static func run() async throws {
        var (alone, together): ([Double], [Double]) = ([], [])
        try await withDirectory { path in
            let log = try LMDBEventLog(path: path, site: "bench")
            let event = Workload.events(1)
            for _ in 0..<rounds {
                let single = 200
                let time = try await seconds {
                    for number in 0..<single {
                        _ = try await log.append(Workload.append(event, to: number))
                    }
                }
                alone.append(Double(single) / time)
                together.append(try await rateTogether(log, event))
            }
            await log.close()
        }
        let ratio = zip(alone, together).map { $1 / $0 }.median
        row(
            "64 appenders of one event, against one", short(alone.median), short(together.median),
            ratio, bar: 15)
    }

    private static func rateTogether(_ log: LMDBEventLog, _ event: [NewEvent]) async throws
        -> Double
    {
        let each = 100
        let time = try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for appender in 0..<appenders {
                    group.addTask {
                        let append = Workload.append(event, to: appender)
                        for _ in 0..<each { _ = try await log.append(append) }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(appenders * each) / time
    }
}
