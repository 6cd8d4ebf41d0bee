import CNettle

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

    /// Writes SHA-256 of three pieces, one after the other, to `target`.
    static func store(
        of first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer,
        _ third: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer
    ) {
        var hash = Hash()
        hash.update(first)
        hash.update(second)
        hash.update(third)
        hash.finish(to: target)
    }

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
