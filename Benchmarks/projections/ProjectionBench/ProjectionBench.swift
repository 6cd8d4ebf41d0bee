import Domain
import EventStore
import Foundation
import Glibc
import Journal
import Projections
import Upserts

/// Rebuilding all views from a log, beside one prepared SQLite upsert for each event.
@main
enum ProjectionBench {
    private static let sizes = [50_000, 400_000]
    private static let rounds = 3

    static func main() async throws {
        let directory = try Directory()
        defer { directory.remove() }
        print("events       upserts/s    rebuilt/s    of CPU/s     ratio        swapped in/s ratio")
        for size in sizes {
            let path = "\(directory.path)/log-\(size)"
            let log = try LMDBEventLog(
                path: path, site: "bench", options: EventLogOptions(durability: .none))
            try await fill(log, size)
            for round in 0..<rounds {
                let name = "\(directory.path)/\(size)-\(round)"
                let count = Int(log.head.number)
                let floor = upserts_run(name + "-floor.sqlite", Int32(count), 1_000)
                precondition(floor > 0, "the upserts failed")
                let (start, processor) = (ContinuousClock.now, clock())
                let store = try ViewStore(path: name + ".sqlite")
                try await Projector.rebuild(store, from: log, upTo: log.head)
                let ours = (ContinuousClock.now - start) / .seconds(1)
                let used = Double(clock() - processor) / 1e6
                let swap = try await swapIn(name + "-new.sqlite", log)
                report(count, floor, ours, used, swap)
            }
            await log.close()
        }
    }

    /// The seconds of what a site does whose file is not there: a rebuild beside it, and the swap.
    private static func swapIn(_ path: String, _ log: LMDBEventLog) async throws -> Double {
        let store = try ViewStore(path: path)
        let start = ContinuousClock.now
        try await ViewRebuild(store, from: log).run()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private static func fill(_ log: LMDBEventLog, _ size: Int) async throws {
        var job = 0
        while log.head.number < size {
            for append in try RebuildWorkload.appends(job: job) {
                _ = try await log.append([append])
            }
            job += 1
        }
    }

    private static func report(
        _ count: Int, _ floor: Double, _ ours: Double, _ used: Double, _ swap: Double
    ) {
        let cells = [
            "\(count)", "\(Int(Double(count) / floor))", "\(Int(Double(count) / ours))",
            "\(Int(Double(count) / used))", "\(Double(Int(floor / ours * 100)) / 100)",
            "\(Int(Double(count) / swap))", "\(Double(Int(floor / swap * 100)) / 100)",
        ]
        print(cells.map { $0 + String(repeating: " ", count: max(1, 13 - $0.count)) }.joined())
    }
}

/// A directory of its own, in BENCH_DIR or /tmp.
struct Directory {
    let path: String

    init() throws {
        let parent = getenv("BENCH_DIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/projection-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("mkdtemp failed: \(errno)") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
