import EventStore
import Glibc
import LogFloor

/// One appender alone, beside a file that 4 KiB are written to and flushed.
enum LoneAppendBench {
    private static let count = 200
    private static let rounds = 5

    static func run() async throws {
        try await withDirectory { path in
            let log = try LMDBEventLog(path: path, site: "bench")
            let event = Workload.events(1)
            var (ours, growing, written): ([Double], [Double], [Double]) = ([], [], [])
            for _ in 0..<rounds {
                var times: [Double] = []
                for number in 0..<count {
                    let append = Workload.append(event, to: number)
                    times.append(try await seconds { _ = try await log.append(append) })
                }
                ours.append(times.median)
                growing.append(flushes(path, isWritten: 0).median)
                written.append(flushes(path, isWritten: 1).median)
            }
            await log.close()
            for (what, floor, bar) in [
                ("a file that grows", growing, 2.0), ("a file written before", written, nil),
            ] {
                row(
                    "lone append p50; C: 4 KiB and fsync, \(what)", microseconds(floor.median),
                    microseconds(ours.median), spread(zip(ours, floor).map { $0 / $1 }),
                    atMost: bar)
            }
        }
    }

    private static func flushes(_ path: String, isWritten: Int32) -> [Double] {
        var times = [Double](repeating: 0, count: count)
        let code = streams_flush(path + "/flushed", Int32(count), isWritten, &times)
        precondition(code == 0, "flushing failed: \(errno)")
        return times
    }
}
