import EventStore
import Testing

/// Roots and proofs against the recursion of the RFC, and what verification must refuse.
@Suite struct ProofTests {
    private static let count = 300

    private static func trees(_ count: Int) -> (MemoryTree, NaiveTree) {
        var (tree, naive) = (MemoryTree(), NaiveTree())
        for number in 0..<count {
            tree.append(.sample(number))
            naive.leaves.append(.sample(number))
        }
        return (tree, naive)
    }

    @Test func everySizeHasTheRootOfTheRecursion() throws {
        let (tree, naive) = Self.trees(Self.count)
        var frontier = TreeFrontier()
        for size in 0...Self.count {
            let root = naive.root(0..<size)
            #expect(try tree.treeRoot(at: UInt64(size)) == root)
            #expect(try tree.treeFrontier(at: UInt64(size)) == frontier)
            #expect(frontier.root == root)
            frontier = frontier.appending(.sample(size))
        }
    }

    @Test func everyLeafIsProvedAsTheRecursionSays() throws {
        let (tree, naive) = Self.trees(Self.count)
        for size in 1...Self.count where size < 70 || size > 250 && size % 3 == 0 {
            let root = naive.root(0..<size)
            for index in 0..<size {
                let proof = try tree.inclusionProof(
                    of: Position(UInt64(index + 1)), in: UInt64(size))
                if size < 70 { #expect(proof.hashes == naive.path(index, 0..<size)) }
                #expect(proof.verifyInclusion(of: .sample(index), root: root))
            }
        }
    }

    @Test func everyGrowthIsProvedAsTheRecursionSays() throws {
        let (tree, naive) = Self.trees(Self.count)
        let roots = (0...Self.count).map { naive.root(0..<$0) }
        for new in 0...Self.count where new < 70 || new > 250 && new % 3 == 0 {
            for old in 0...new {
                let proof = try tree.consistencyProof(from: UInt64(old), to: UInt64(new))
                if 0 < old, new < 70 {
                    #expect(proof.hashes == naive.subproof(old, 0..<new, isOldRoot: true))
                }
                #expect(proof.verifyConsistency(from: roots[old], to: roots[new]))
            }
        }
    }

    @Test func largeTreesHaveThreeLevelsOfTiles() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let size = 256 * 256 + 1_000
        let (tree, naive) = Self.trees(size)
        let root = naive.root(0..<size)
        #expect(try tree.treeRoot(at: UInt64(size)) == root)
        for _ in 0..<100 {
            let index = Int.random(in: 0..<size, using: &random)
            let old = UInt64(Int.random(in: 0...size, using: &random))
            let inclusion = try tree.inclusionProof(
                of: Position(UInt64(index + 1)), in: UInt64(size))
            #expect(inclusion.verifyInclusion(of: .sample(index), root: root), "seed \(seed)")
            let consistency = try tree.consistencyProof(from: old, to: UInt64(size))
            let oldRoot = try tree.treeRoot(at: old)
            #expect(consistency.verifyConsistency(from: oldRoot, to: root), "seed \(seed)")
        }
    }

    @Test func aProofOfSomethingElseIsRefused() throws {
        let (tree, naive) = Self.trees(77)
        let root = naive.root(0..<77)
        for index in 0..<77 {
            let proof = try tree.inclusionProof(of: Position(UInt64(index + 1)), in: 77)
            let hashes = proof.hashes
            #expect(!proof.verifyInclusion(of: .sample(index + 1), root: root))
            #expect(!proof.verifyInclusion(of: .sample(index), root: .sample(0)))
            for wrong in [Array(hashes.dropLast()), hashes + [root], hashes.reversed()] {
                let other = InclusionProof(position: proof.position, size: 77, hashes: wrong)
                #expect(!other.verifyInclusion(of: .sample(index), root: root))
            }
            for (position, size) in [(0, 77), (index + 2, 77), (78, 77)] as [(Int, UInt64)] {
                let other = InclusionProof(
                    position: Position(UInt64(position)), size: size, hashes: hashes)
                #expect(!other.verifyInclusion(of: .sample(index), root: root))
            }
        }
    }

    @Test func aGrowthThatWasNotIsRefused() throws {
        let (tree, naive) = Self.trees(77)
        let root = naive.root(0..<77)
        for old in 1..<77 {
            let proof = try tree.consistencyProof(from: UInt64(old), to: 77)
            let (hashes, oldRoot) = (proof.hashes, naive.root(0..<old))
            #expect(!proof.verifyConsistency(from: .sample(0), to: root) || old == 1)
            #expect(!proof.verifyConsistency(from: oldRoot, to: .sample(1)))
            for wrong in [Array(hashes.dropLast()), hashes + [root], []] {
                let other = ConsistencyProof(oldSize: UInt64(old), newSize: 77, hashes: wrong)
                #expect(!other.verifyConsistency(from: oldRoot, to: root))
            }
        }
        let none = ConsistencyProof(oldSize: 0, newSize: 77, hashes: [])
        #expect(!none.verifyConsistency(from: root, to: root))
        let shrunk = ConsistencyProof(oldSize: 78, newSize: 77, hashes: [])
        #expect(!shrunk.verifyConsistency(from: root, to: root))
    }

    @Test func sizesBeyondTheTreeAreErrors() {
        let (tree, _) = Self.trees(5)
        #expect(throws: EventLogError.invalid("the tree has 5 leaves; it has no size 6 yet")) {
            try tree.treeRoot(at: 6)
        }
        #expect(throws: EventLogError.self) { try tree.inclusionProof(of: Position(0), in: 5) }
        #expect(throws: EventLogError.self) { try tree.inclusionProof(of: Position(5), in: 4) }
        #expect(throws: EventLogError.self) { try tree.consistencyProof(from: 4, to: 3) }
        #expect(throws: EventLogError.self) { try tree.consistencyProof(from: 4, to: 6) }
    }
}
