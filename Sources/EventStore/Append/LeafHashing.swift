/// The leaf hashes of one part of an append, once its positions and versions are known.
///
/// Hashing is most of what the writer does for an event. When there are many, another core does it
/// while the writer puts the records; so it reads the append's own bytes, which LMDB does not move
/// about, with the numbers put in between.
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
        append.bytes.withUnsafeBytes { bytes in
            let hashes = numbers.map { number in
                let place = number - head.number
                return hash(
                    of: append.records[part.records.lowerBound + Int(place)], bytes,
                    at: (number + 1, version.number + 1 + place))
            }
            return NewLeaves(hashes, from: numbers.lowerBound)
        }
    }

    /// SHA-256 of kind and envelope, as if position and version stood in it; the record's first
    /// byte is the 0x00 that stands before a leaf.
    private static func hash(
        of record: PreparedAppend.Record, _ bytes: UnsafeRawBufferPointer,
        at place: (position: UInt64, version: UInt64)
    ) -> TreeHash {
        let start = record.start + RecordLayout.envelope
        let numbers = start + EnvelopeLayout.originPosition
        let rest = start + EnvelopeLayout.streamVersion + MemoryLayout<UInt64>.size
        return withUnsafeBytes(of: (place.position.bigEndian, place.version.bigEndian)) { place in
            TreeHash { target in
                Hashing.store(
                    of: UnsafeRawBufferPointer(rebasing: bytes[record.start..<numbers]), place,
                    UnsafeRawBufferPointer(rebasing: bytes[rest..<start + record.envelopeCount]),
                    to: target)
            }
        }
    }
}
