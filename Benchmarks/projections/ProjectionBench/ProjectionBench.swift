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
        print(
            "events       upserts/s    rows made/s  ratio        swapped in/s ratio        of CPU/s"
        )
        for size in sizes {
            let path = "\(directory.path)/log-\(size)"
            let log = try LMDBEventLog(
                path: path, site: "bench", options: EventLogOptions(durability: .none))
            try await fill(log, size)
            for round in 0..<rounds {
                let name = "\(directory.path)/\(size)-\(round)"
                let floor = upserts_run(name + "-floor.sqlite", Int32(log.head.number), 1_000)
                precondition(floor > 0, "the upserts failed")
                report(log.head.number, floor, try await rebuild(name + ".sqlite", log))
            }
            await log.close()
        }
    }

    /// What a rebuild has taken, in seconds.
    private struct Times {
        /// Until all rows were made in a file beside.
        var made = 0.0
        /// Until they were in the place of the live ones.
        var swapped = 0.0
        /// Of all cores.
        var processor = 0.0
    }

    /// What a site does whose file is not there: all rows are made beside it and swapped in.
    private static func rebuild(_ path: String, _ log: LMDBEventLog) async throws -> Times {
        let store = try ViewStore(path: path)
        let (start, processor) = (ContinuousClock.now, clock())
        let last = Latest(start)
        try await ViewRebuild(store, from: log).run { _ in await last.note(.now) }
        return Times(
            made: (await last.instant - start) / .seconds(1),
            swapped: (ContinuousClock.now - start) / .seconds(1),
            processor: Double(clock() - processor) / 1e6)
    }

    /// The last moment that somebody was told.
    private actor Latest {
        private(set) var instant: ContinuousClock.Instant

        init(_ instant: ContinuousClock.Instant) { self.instant = instant }

        func note(_ instant: ContinuousClock.Instant) { self.instant = instant }
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

    private static func report(_ count: UInt64, _ floor: Double, _ times: Times) {
        let cells = [
            "\(count)", rate(count, floor), rate(count, times.made), ratio(floor, times.made),
            rate(count, times.swapped), ratio(floor, times.swapped), rate(count, times.processor),
        ]
        print(cells.map { $0 + String(repeating: " ", count: max(1, 13 - $0.count)) }.joined())
    }

    private static func rate(_ count: UInt64, _ seconds: Double) -> String {
        "\(Int(Double(count) / seconds))"
    }

    private static func ratio(_ floor: Double, _ ours: Double) -> String {
        "\(Double(Int(floor / ours * 100)) / 100)"
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
