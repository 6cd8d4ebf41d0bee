import LogFloor

/// What sharing a commit is worth to the C loop: `size` events a commit against one.
///
/// It has no appenders to wake and to wait for, so it is what so many appenders of one event can
/// hardly pass: each waits for its commit, and a commit holds one event of each.
final class SharedCommitFloor {
    private let log: OpaquePointer
    private let records: FloorRecords
    private let size: Int
    private(set) var alone: [Double] = []
    private(set) var together: [Double] = []

    init(_ records: FloorRecords, size: Int, path: String) {
        self.records = records
        self.size = size
        log = floor_open(path, 1 << 30, 1)!
    }

    deinit { floor_close(log) }

    /// Measures both once more, in events a second.
    func round(commits: Int) async {
        alone.append(await rate(1, commits))
        together.append(await rate(size, commits))
    }

    private func rate(_ size: Int, _ commits: Int) async -> Double {
        let time = await seconds {
            for commit in 0..<commits { records.append(size, to: log, stream: commit) }
        }
        return Double(size * commits) / time
    }

    func report() {
        row(
            "C, \(size) events a commit; first: one a commit", short(alone.median),
            short(together.median), spread(zip(together, alone).map { $0 / $1 }), bar: nil)
    }
}
