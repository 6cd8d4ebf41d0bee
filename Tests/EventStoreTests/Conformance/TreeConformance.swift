import EventStore
import Testing

/// What the tree over the events promises, whatever the log.
@Suite struct TreeConformance {
    @Test(arguments: LogKind.allCases)
    func theTreeIsOverTheEnvelopes(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            #expect(try log.treeRoot(at: 0) == .empty)
            var naive = NaiveTree()
            // Commits of all sizes, around the edges of rows (16) and tiles (256) too.
            for count in [1, 1, 13, 1, 1, 238, 1, 1, 300, 700, 15, 16, 17] {
                try await log.append(count, to: "stream-\(count)")
                let page = try log.events(
                    after: Position(UInt64(naive.leaves.count)), limit: count)
                naive.leaves += page.map(\.envelope.leafHash)
                #expect(log.treeSize == UInt64(naive.leaves.count))
                #expect(
                    try log.treeRoot(at: log.treeSize) == naive.root(0..<naive.leaves.count))
            }
            for size in 0...naive.leaves.count where size % 7 == 0 || size % 256 < 2 {
                #expect(try log.treeRoot(at: UInt64(size)) == naive.root(0..<size))
            }
        }
    }

    /// As many events as a subtree has leaves that are hashed apart, but not where a subtree begins.
    @Test(arguments: LogKind.allCases)
    func aCommitAsLongAsASubtreeMayBeginAnywhere(_ kind: LogKind) async throws {
        for before in [1, 63, 200, 250] {
            try await withLog(kind) { log in
                var naive = NaiveTree()
                for (number, count) in [before, 64, 64, 128, 64].enumerated() {
                    try await log.append(count, to: "stream-\(number)")
                }
                let size = log.treeSize
                naive.leaves = try log.events(after: .origin, limit: .max)
                    .map(\.envelope.leafHash)
                #expect(UInt64(naive.leaves.count) == size)
                #expect(
                    try log.treeRoot(at: size) == naive.root(0..<naive.leaves.count),
                    "\(before) events before")
            }
        }
    }

    @Test(arguments: LogKind.allCases)
    func proofsHold(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(600, to: "a")
            let root = try log.treeRoot(at: 600)
            for number in stride(from: UInt64(1), through: 600, by: 7) {
                let position = Position(number)
                let leaf = try #require(try log.leafHash(at: position))
                let proof = try log.inclusionProof(of: position, in: 600)
                #expect(proof.verifyInclusion(of: leaf, root: root))
                let growth = try log.consistencyProof(from: number, to: 600)
                #expect(growth.verifyConsistency(from: try log.treeRoot(at: number), to: root))
            }
            #expect(throws: EventLogError.self) { try log.treeRoot(at: 601) }
        }
    }

    @Test(arguments: LogKind.allCases)
    func tilesAreRead(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(700, to: "a")
            let leaves = try log.events(after: .origin, limit: 700).map(\.envelope.leafHash)
            let partial = try #require(TreeTile(level: 0, index: 2, width: 188))
            #expect(try log.tile(partial) == Array(leaves[512...]))
            let full = try #require(TreeTile(level: 0, index: 1))
            #expect(try log.tile(full) == Array(leaves[256..<512]))
            let above = try #require(TreeTile(level: 1, index: 0, width: 2))
            let naive = NaiveTree(leaves: leaves)
            #expect(try log.tile(above) == [naive.root(0..<256), naive.root(256..<512)])
            let missing = [(0, 2, 189), (0, 3, 1), (1, 0, 3), (2, 0, 1)] as [(Int, UInt64, Int)]
            for (level, index, width) in missing {
                let tile = try #require(TreeTile(level: level, index: index, width: width))
                #expect(throws: EventLogError.self) { try log.tile(tile) }
            }
        }
    }
}
