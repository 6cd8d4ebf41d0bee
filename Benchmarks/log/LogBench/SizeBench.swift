import EventStore
import Glibc

/// What the log takes on the disk, beside what was put into it.
enum SizeBench {
    private static let total = 100_000

    static func run() async throws {
        for size in [1, 100] {
            try await withDirectory { path in
                let options = EventLogOptions(durability: .none)
                let log = try LMDBEventLog(path: path, site: "bench", options: options)
                let events = Workload.events(1_000)
                for start in stride(from: 0, to: total, by: size) {
                    let part = (0..<size).map { events[(start + $0) % events.count] }
                    _ = try await log.append(Workload.append(part, to: start / size))
                }
                await log.close()
                var file = stat()
                stat(path + "/data.mdb", &file)
                let payload = events.reduce(0) { $0 + $1.payload.count } * (total / events.count)
                let allowed = 1.35 * Double(payload) + 200 * Double(total)
                row(
                    "bytes an event, \(size) a commit; first: allowed",
                    short(allowed / Double(total)),
                    short(Double(file.st_size) / Double(total)),
                    spread([Double(file.st_size) / allowed]), atMost: 1)
            }
        }
    }
}
