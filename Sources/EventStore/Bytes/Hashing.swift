import Crypto

/// SHA-256 over raw memory, without an array on the way.
enum Hashing {
    static let byteCount = 32

    /// Writes SHA-256(`bytes`) to `target`.
    static func store(of bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        copy(hasher.finalize(), to: target)
    }

    /// Writes SHA-256 of three pieces, one after the other, to `target`.
    static func store(
        of first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer,
        _ third: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer
    ) {
        var hasher = SHA256()
        hasher.update(bufferPointer: first)
        hasher.update(bufferPointer: second)
        hasher.update(bufferPointer: third)
        copy(hasher.finalize(), to: target)
    }

    /// Writes the leaf hash of RFC 6962, SHA-256(0x00 ‖ `bytes`), to `target`.
    static func storeLeaf(of bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
        var hasher = SHA256()
        withUnsafeBytes(of: 0 as UInt8) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: bytes)
        copy(hasher.finalize(), to: target)
    }

    private static func copy(_ digest: SHA256Digest, to target: UnsafeMutableRawPointer) {
        digest.withUnsafeBytes { target.copyMemory(from: $0.baseAddress!, byteCount: byteCount) }
    }

    /// A digest as an array: `store` runs on 32 fresh bytes.
    static func array(_ store: (UnsafeMutableRawPointer) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            store(UnsafeMutableRawPointer(buffer.baseAddress!))
            count = byteCount
        }
    }
}
