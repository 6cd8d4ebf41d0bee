import EventStore
import LogFloor

/// Appends: the same commits by C and by the log, taking turns.
enum AppendBench {
    private struct Case {
        let size: Int
        let commits: Int
        let isDurable: Bool
        let bar: Double?

        var name: String {
            "\(size) a commit, \(isDurable ? "durable, events/s" : "no flush, events/s of CPU")"
        }
    }

    private static let cases = [
        Case(size: 1, commits: 150, isDurable: true, bar: nil),
        Case(size: 10, commits: 150, isDurable: true, bar: nil),
        Case(size: 100, commits: 100, isDurable: true, bar: 0.7),
        Case(size: 1_000, commits: 30, isDurable: true, bar: 0.7),
        // The work of the processor alone, which the disk hides above.
        Case(size: 100, commits: 500, isDurable: false, bar: nil),
        Case(size: 1_000, commits: 50, isDurable: false, bar: nil),
    ]
    private static let rounds = 3...9
    private static let secondsMax = 6.0

    static func run(mapSize: Int) async throws {
        for item in cases {
            try await withDirectory { floorPath in
                try await withDirectory { path in
                    try await compare(item, mapSize, floorPath, path)
                }
            }
        }
    }

    private static func compare(
        _ item: Case, _ mapSize: Int, _ floorPath: String, _ path: String
    ) async throws {
        let events = Workload.events(item.size)
        let appends = (0..<Workload.streamCount).map { Workload.append(events, to: $0) }
        let options = EventLogOptions(durability: item.isDurable ? .full : .none)
        let log = try LMDBEventLog(path: path, site: "bench", options: options)
        _ = try await log.append(appends[0])
        let records = FloorRecords(try log.events(after: .origin, limit: item.size))
        let floor = floor_open(floorPath, mapSize, item.isDurable ? 1 : 0)!
        var (floors, ours): ([Double], [Double]) = ([], [])
        while floors.count < rounds.lowerBound
            || floors.count < rounds.upperBound && (floors + ours).reduce(0, +) < secondsMax
        {
            floors.append(
                await spent(item) {
                    for commit in 0..<item.commits {
                        records.append(item.size, to: floor, stream: commit)
                    }
                })
            ours.append(
                try await spent(item) {
                    for commit in 0..<item.commits {
                        _ = try await log.append(appends[commit % appends.count])
                    }
                })
        }
        floor_close(floor)
        await log.close()
        report(item, floors, ours)
    }

    /// Wall-clock time, or processor time where the disk is left out.
    private static func spent(
        _ item: Case, _ body: () async throws -> Void
    ) async rethrows -> Double {
        item.isDurable ? try await seconds(body) : try await processorSeconds(body)
    }

    private static func report(_ item: Case, _ floors: [Double], _ ours: [Double]) {
        let total = Double(item.size * item.commits)
        row(
            item.name, short(total / floors.median), short(total / ours.median),
            zip(floors, ours).map { $0 / $1 }.median, bar: item.bar)
    }
}
