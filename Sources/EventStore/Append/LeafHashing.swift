/// The leaf hashes of one part of an append, once its positions and versions are known.
///
/// Hashing is a large part of what the writer does for an event. When there are many, another core does it
/// while the writer puts the records; so it copies kind and envelope out of the append's own bytes,
/// which LMDB does not move about, and puts the numbers into the copy.
struct LeafHashing {
    private static let helpedCountMin = 128

    private let help: HelpedWork<NewLeaves>?
    private let own: NewLeaves

    /// Begins with the hashes of `part`, whose first record comes behind `head` and `version`.
    init(
        of part: PreparedAppend.Part, in append: PreparedAppend, behind head: Position,
        _ version: StreamVersion
    ) {
        let leaves = { @Sendable (pieces: Range<UInt64>) in
            Self.leaves(pieces, of: part, in: append, behind: head, version)
        }
        let numbers = head.number..<head.number + UInt64(part.records.count)
        guard part.records.count >= Self.helpedCountMin else {
            own = leaves(numbers)
            help = nil
            return
        }
        // Pieces end where subtrees do.
        let size = UInt64(NewLeaves.subtreeSize)
        let first = numbers.lowerBound / size
        let count = Int((numbers.upperBound + size - 1) / size - first)
        own = NewLeaves()
        help = HelpedWork(count: count) { piece in
            let start = (first + UInt64(piece)) * size
            return leaves((start..<start + size).clamped(to: numbers))
        }
    }

    /// Waits for the hashes.
    func finish() -> NewLeaves {
        guard let help else { return own }
        return help.finish().reduce(into: NewLeaves()) { $0.append($1) }
    }

    /// The leaves with these numbers, counted from 0.
    private static func leaves(
        _ numbers: Range<UInt64>, of part: PreparedAppend.Part, in append: PreparedAppend,
        behind head: Position, _ version: StreamVersion
    ) -> NewLeaves {
        let behind = numbers.lowerBound - head.number
        let first = part.records.lowerBound + Int(behind)
        let leaves = hashes(
            of: append.records[first..<first + numbers.count], in: append,
            behind: (numbers.lowerBound, version.number + behind))
        return NewLeaves(leaves, from: numbers.lowerBound)
    }

    /// The leaf hashes of records that come behind a position of the log and a version of their
    /// stream.
    private static func hashes(
        of records: ArraySlice<PreparedAppend.Record>, in append: PreparedAppend,
        behind last: (position: UInt64, version: UInt64)
    ) -> [TreeHash] {
        let room = records.reduce(0) { max($0, $1.leafCount) }
        return [TreeHash](unsafeUninitializedCapacity: records.count) { hashes, count in
            withUnsafeTemporaryAllocation(byteCount: 2 * room, alignment: 1) { leaves in
                Hashing.storeEach(of: records.count) { index in
                    let record = records[records.startIndex + index]
                    let start = index % 2 * room
                    let leaf = UnsafeMutableRawBufferPointer(
                        rebasing: leaves[start..<start + record.leafCount])
                    let ahead = UInt64(index + 1)
                    append.withBytes(of: record) {
                        store($0, at: (last.position + ahead, last.version + ahead), to: leaf)
                    }
                    let target = UnsafeMutableRawPointer(hashes.baseAddress! + index)
                    return (UnsafeRawBufferPointer(leaf), target)
                }
            }
            count = records.count
        }
    }

    /// Writes kind and envelope, with position and version put in; the record's first byte is the
    /// 0x00 that stands before a leaf.
    @inline(__always)
    private static func store(
        _ record: UnsafeRawBufferPointer,
        at place: (position: UInt64, version: UInt64), to leaf: UnsafeMutableRawBufferPointer
    ) {
        leaf.copyMemory(from: UnsafeRawBufferPointer(rebasing: record[..<leaf.count]))
        let envelope = UnsafeMutableRawBufferPointer(rebasing: leaf[RecordLayout.envelope...])
        envelope.storeBigEndian(place.position, at: EnvelopeLayout.originPosition)
        envelope.storeBigEndian(place.version, at: EnvelopeLayout.streamVersion)
    }
}

extension PreparedAppend.Record {
    /// The bytes before salt and payload, which the leaf hash is over.
    fileprivate var leafCount: Int { RecordLayout.envelope + envelopeCount }
}
