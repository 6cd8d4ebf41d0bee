/// Computes the root of a segment's tree while its events pass by.
struct SegmentTreeCheck: ~Copyable {
    private enum Shape {
        case range(TreeFrontier)
        case selection(SubtreeWalk)
    }

    private let file: SegmentFile
    private var shape: Shape
    private var proof: ProofCursor
    private var last = Position.origin

    private let sizes: Set<UInt64>
    private(set) var roots: [UInt64: TreeHash] = [:]

    init(_ file: SegmentFile, sizes: Set<UInt64>) throws(SegmentError) {
        self.file = file
        self.sizes = sizes
        let (header, trailer) = (file.header, file.trailer)
        switch header.content {
        case .range(let before):
            guard trailer.treeSize == header.last.number, trailer.proofCount == 0 else {
                throw SegmentError(
                    .invalid, at: file.trailerOffset,
                    "a range to position \(header.last) is not proved by a tree of "
                        + "\(trailer.treeSize) leaves")
            }
            shape = .range(before)
            if sizes.contains(before.size) { roots[before.size] = before.root }
        case .selection:
            guard trailer.treeSize >= header.last.number else {
                throw SegmentError(
                    .invalid, at: file.trailerOffset,
                    "a tree of \(trailer.treeSize) leaves has no position \(header.last)")
            }
            shape = .selection(SubtreeWalk(size: trailer.treeSize, joins: true))
        }
        proof = ProofCursor(file)
    }

    mutating func add(_ event: RecordedEvent, at offset: UInt64) throws(SegmentError) {
        let position = event.position
        guard file.header.first...file.header.last ~= position, position > last else {
            throw SegmentError(
                .invalid, at: offset, "the event at position \(position) is out of its order")
        }
        let leaf = event.envelope.leafHash
        switch shape {
        case .range(var frontier):
            guard position.number == frontier.size + 1 else {
                throw SegmentError(
                    .invalid, at: offset, "the event at position \(frontier.size + 1) is missing")
            }
            shape = .range(TreeFrontier())
            frontier.append(leaf)
            if sizes.contains(frontier.size) { roots[frontier.size] = frontier.root }
            shape = .range(frontier)
        case .selection(var walk):
            shape = .range(TreeFrontier())
            try proof.advance(&walk, to: position.number - 1, leaf)
            shape = .selection(walk)
        }
        last = position
    }

    /// Compares the root with the trailer's, whose place is given.
    mutating func finish(at offset: UInt64) throws(SegmentError) {
        let root: TreeHash
        switch shape {
        case .range(let frontier):
            guard frontier.size == file.header.last.number else {
                throw SegmentError(
                    .invalid, at: offset, "the event at position \(frontier.size + 1) is missing")
            }
            root = frontier.root
        case .selection(var walk):
            try proof.finish(&walk)
            root = walk.root
        }
        guard root == file.trailer.root else {
            throw SegmentError(
                .forged, at: offset,
                "the events do not lead to the root in the trailer: they or the root were changed")
        }
    }
}

/// Reads the hashes of a segment's proof one after the other, wherever their frames stand.
struct ProofCursor: ~Copyable {
    private let file: SegmentFile
    private var next: UInt64
    private var hashes: ArraySlice<TreeHash> = []

    init(_ file: SegmentFile) {
        self.file = file
        next = file.start
    }

    mutating func advance(
        _ walk: inout SubtreeWalk, to leaf: UInt64, _ hash: TreeHash
    ) throws(SegmentError) {
        do {
            try walk.advance(to: leaf, hash) { _ in try self.hash() }
        } catch { throw Self.own(error) }
    }

    mutating func finish(_ walk: inout SubtreeWalk) throws(SegmentError) {
        do {
            try walk.finish { _ in try self.hash() }
        } catch { throw Self.own(error) }
        guard hashes.isEmpty, try !load() else {
            throw SegmentError(.invalid, "the proof has more hashes than the events need")
        }
    }

    private static func own(_ error: any Error) -> SegmentError {
        guard let error = error as? SegmentError else {
            preconditionFailure("Reading a proof throws errors of segments")
        }
        return error
    }

    private mutating func hash() throws(SegmentError) -> TreeHash {
        if hashes.isEmpty, try !load() {
            throw SegmentError(
                .invalid, at: file.trailerOffset, "the proof has fewer hashes than the events need")
        }
        return hashes.removeFirst()
    }

    /// Goes on to the next frame of the proof; false when there is none.
    private mutating func load() throws(SegmentError) -> Bool {
        while next < file.trailerOffset {
            let frame = try file.frames.frame(at: next)
            next = frame.end
            guard frame.tag == .proof else { continue }
            let body = try file.frames.body(of: frame)
            let count = try SegmentVerification.hashCount(body, frame)
            hashes = body.withUnsafeBytes { body in
                (0..<Int(count)).map { TreeHash(body, at: $0 * TreeHash.byteCount) }[...]
            }
            return true
        }
        return false
    }
}
