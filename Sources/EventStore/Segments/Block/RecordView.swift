import Glibc

/// The parts of a record in memory, without copies.
struct RecordView {
    let kind: UInt8
    let envelope: UnsafeRawBufferPointer
    /// Empty when the record is an envelope only.
    let salt: UnsafeRawBufferPointer
    /// Empty when the record is an envelope only.
    let payload: UnsafeRawBufferPointer

    init(_ record: UnsafeRawBufferPointer, envelopeCount: Int) {
        let start = RecordLayout.envelope + envelopeCount
        kind = record[0]
        envelope = UnsafeRawBufferPointer(rebasing: record[RecordLayout.envelope..<start])
        let hasSalt = record.count > start
        let payloadStart = hasSalt ? start + Salt.byteCount : start
        salt = UnsafeRawBufferPointer(rebasing: record[start..<payloadStart])
        payload = UnsafeRawBufferPointer(rebasing: record[payloadStart...])
    }

    /// Whether salt and payload are the ones that the envelope was written for.
    var matchesCommitment: Bool {
        guard let start = salt.baseAddress else { return false }
        let content = UnsafeRawBufferPointer(start: start, count: salt.count + payload.count)
        return withUnsafeTemporaryAllocation(byteCount: Hashing.byteCount, alignment: 8) { hash in
            Hashing.store(of: content, to: hash.baseAddress!)
            let end = EnvelopeLayout.commitment + Hashing.byteCount
            let stored = UnsafeRawBufferPointer(
                rebasing: envelope[EnvelopeLayout.commitment..<end])
            return UnsafeRawBufferPointer(hash).isSame(as: stored)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    @inline(__always)
    func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard count > 0, let left = baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, count) == 0
    }
}
