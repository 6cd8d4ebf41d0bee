/// Walks the tree over `size` leaves from left to right and stops at chosen leaves and at the
/// largest subtrees without any: the hashes of both give the root.
///
/// Who writes a proof asks for the subtrees' hashes; who checks it brings them. Both do the same
/// walk, so the proof needs no description of its own.
struct SubtreeWalk {
    private enum Step {
        /// Look at these leaves.
        case visit(Range<UInt64>)
        /// The hashes of both sides are there.
        case join
    }

    private var steps: [Step]
    private var hashes: [TreeHash] = []
    private let joins: Bool

    /// - Parameter joins: Whether the root is wanted; else only the subtrees are named.
    init(size: UInt64, joins: Bool) {
        steps = size > 0 ? [.visit(0..<size)] : []
        self.joins = joins
    }

    /// Goes on to a leaf; `subtree` is asked for the hash of each subtree on the way.
    ///
    /// The leaves come in order, each once, and are below the size.
    mutating func advance(
        to leaf: UInt64, _ hash: TreeHash,
        subtree: (Range<UInt64>) throws -> TreeHash
    ) rethrows {
        while let step = steps.popLast() {
            switch step {
            case .join: join()
            case .visit(let range) where leaf >= range.upperBound:
                push(try subtree(range))
            case .visit(let range) where range.upperBound - range.lowerBound == 1:
                return push(hash)
            case .visit(let range):
                split(range)
            }
        }
        preconditionFailure("Leaves come in order and are in the tree")
    }

    /// Goes on to the end.
    mutating func finish(subtree: (Range<UInt64>) throws -> TreeHash) rethrows {
        while let step = steps.popLast() {
            switch step {
            case .join: join()
            case .visit(let range): push(try subtree(range))
            }
        }
    }

    /// The root, at the end of a walk that joins.
    var root: TreeHash { hashes.last ?? .empty }

    private mutating func split(_ range: Range<UInt64>) {
        let middle =
            range.lowerBound + TreeShape.leftCount(of: range.upperBound - range.lowerBound)
        if joins { steps.append(.join) }
        steps.append(.visit(middle..<range.upperBound))
        steps.append(.visit(range.lowerBound..<middle))
    }

    @inline(__always)
    private mutating func push(_ hash: TreeHash) { if joins { hashes.append(hash) } }

    private mutating func join() {
        let right = hashes.removeLast()
        hashes.append(TreeHash(left: hashes.removeLast(), right: right))
    }
}
