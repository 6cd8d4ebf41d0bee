import CNettle
import CSHA256

/// SHA-256 over raw memory: no array and no object on the way, as a log hashes each event three
/// times and more (`docs/decisions/0007-sha256-by-nettle.md`).
enum Hashing {
    static let byteCount = 32

    /// Writes SHA-256(`bytes`) to `target`.
    static func store(of bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
        var hash = Hash()
        hash.update(bytes)
        hash.finish(to: target)
    }

    /// Writes SHA-256 of `count` messages, given with where their hashes go: two at a time where
    /// the processor can (`docs/decisions/0014-two-hashes-at-once.md`).
    ///
    /// - Parameters:
    ///   - message: Asked for each number once, in order. The bytes given for one are done with when
    ///     the second after it is asked for. Its hash may be written before the next is asked for
    ///     or after, so no message may be made from the hash of the one before it.
    ///   - inPairs: Tests say false, to go the way of other processors.
    @inline(__always)
    static func storeEach(
        of count: Int, inPairs: Bool = hasPairs,
        _ message: (Int) -> (bytes: UnsafeRawBufferPointer, target: UnsafeMutableRawPointer)
    ) {
        let paired = inPairs ? count & ~1 : 0
        for number in stride(from: 0, to: paired, by: 2) {
            let (first, second) = (message(number), message(number + 1))
            csha256_pair(
                csha256_message(
                    bytes: first.bytes.baseAddress, count: first.bytes.count, digest: first.target),
                csha256_message(
                    bytes: second.bytes.baseAddress, count: second.bytes.count,
                    digest: second.target))
        }
        for number in paired..<count {
            let (bytes, target) = message(number)
            store(of: bytes, to: target)
        }
    }

    static let hasPairs = csha256_has_pairs()

    /// Writes the leaf hash of RFC 6962, SHA-256(0x00 ‖ `bytes`), to `target`.
    static func storeLeaf(of bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
        var hash = Hash()
        withUnsafeBytes(of: 0 as UInt8) { hash.update($0) }
        hash.update(bytes)
        hash.finish(to: target)
    }

    /// A digest as an array: `store` runs on 32 fresh bytes.
    static func array(_ store: (UnsafeMutableRawPointer) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            store(UnsafeMutableRawPointer(buffer.baseAddress!))
            count = byteCount
        }
    }
}

/// A hash that is being computed, on the stack.
private struct Hash {
    private var context = sha256_ctx()

    init() { nettle_sha256_init(&context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        nettle_sha256_update(
            &context, bytes.count, start.assumingMemoryBound(to: UInt8.self))
    }

    mutating func finish(to target: UnsafeMutableRawPointer) {
        nettle_sha256_digest(
            &context, Hashing.byteCount, target.assumingMemoryBound(to: UInt8.self))
    }
}
