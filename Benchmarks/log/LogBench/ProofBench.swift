import EventStore
import Glibc

/// Proofs from a large log, and opening it.
enum ProofBench {
    private static let total = 10_000_000
    private static let batch = 4_000
    private static let proofs = 2_000
    private static let openings = 5

    static func run() async throws {
        try await withDirectory { path in
            try await fill(path)
            try await measureOpening(path)
            let log = try LMDBEventLog(path: path, site: "bench")
            let root = try log.treeRoot(at: log.treeSize)
            try measureInclusion(log, root)
            try measureConsistency(log, root)
            await log.close()
        }
    }

    private static func fill(_ path: String) async throws {
        let log = try LMDBEventLog(
            path: path, site: "bench", options: EventLogOptions(durability: .none))
        let events = Workload.events(batch)
        for number in 0..<total / batch {
            _ = try await log.append(Workload.append(events, to: number))
        }
        await log.close()
    }

    private static func measureOpening(_ path: String) async throws {
        var times: [Double] = []
        for _ in 0..<openings {
            var log: LMDBEventLog?
            times.append(try await seconds { log = try LMDBEventLog(path: path, site: "bench") })
            await log?.close()
        }
        timesRow("opening a log of 10 M events, ms", times, bar: 100)
    }

    private static func measureInclusion(_ log: LMDBEventLog, _ root: TreeHash) throws {
        var random = SplitMix(state: 7)
        var times: [Double] = []
        for _ in 0..<proofs {
            let position = Position(1 + random.next() % log.treeSize)
            let start = ContinuousClock.now
            let proof = try log.inclusionProof(of: position, in: log.treeSize)
            times.append(since(start))
            guard let leaf = try log.leafHash(at: position) else { preconditionFailure() }
            precondition(proof.verifyInclusion(of: leaf, root: root), "The proof does not hold")
        }
        timesRow("inclusion proof, of 10 M events, ms", times, bar: 1)
    }

    private static func measureConsistency(_ log: LMDBEventLog, _ root: TreeHash) throws {
        var random = SplitMix(state: 8)
        var times: [Double] = []
        for _ in 0..<proofs {
            let old = 1 + random.next() % log.treeSize
            let start = ContinuousClock.now
            let proof = try log.consistencyProof(from: old, to: log.treeSize)
            times.append(since(start))
            let oldRoot = try log.treeRoot(at: old)
            precondition(
                proof.verifyConsistency(from: oldRoot, to: root), "The proof does not hold")
        }
        timesRow("consistency proof, to 10 M events, ms", times, bar: nil)
    }

    private static func since(_ start: ContinuousClock.Instant) -> Double {
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }
}
