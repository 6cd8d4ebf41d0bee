import Dispatch

/// The leaf hashes of one part of an append, once its positions and versions are known.
///
/// Hashing is most of what the writer does for an event. When there are many, other cores help; so
/// it is done on the append's own bytes, before LMDB moves them about, with the numbers put in
/// between.
enum LeafHashing {
    private static let shareCount = 4

    /// The hashes of the part's records, the first of which comes behind `head` and `version`.
    static func hashes(
        of part: PreparedAppend.Part, in append: PreparedAppend, behind head: Position,
        _ version: StreamVersion
    ) -> [TreeHash] {
        let records = append.records[part.records]
        return append.bytes.withUnsafeBytes { bytes in
            [TreeHash](unsafeUninitializedCapacity: records.count) { hashes, count in
                count = records.count
                let shares = records.count < AppendPlan.sharedCountMin ? 1 : shareCount
                // Safe to share: the pieces write different memory, and end before this returns.
                nonisolated(unsafe) let (bytes, hashes) = (bytes, hashes)
                let hash = { @Sendable (share: Int) in
                    let size = (records.count + shares - 1) / shares
                    let range = (share * size..<(share + 1) * size).clamped(to: 0..<records.count)
                    for index in range {
                        let record = records[records.startIndex + index]
                        let place = (
                            head.number + 1 + UInt64(index), version.number + 1 + UInt64(index)
                        )
                        (hashes.baseAddress! + index).initialize(
                            to: self.hash(of: record, bytes, at: place))
                    }
                }
                if shares == 1 { return hash(0) }
                DispatchQueue.concurrentPerform(iterations: shares, execute: hash)
            }
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
