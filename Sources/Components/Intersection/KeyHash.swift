import Crypto

/// Hashes of keys with a domain, a counter and a salt before them.
enum KeyHash {
    /// SHA-256(domain ‖ counter ‖ length of the salt ‖ salt ‖ key), 32 bytes; the two numbers are
    /// 4 bytes little-endian, so no two inputs run into each other.
    static func sha256(
        _ domain: [UInt8], counter: UInt32, salt: [UInt8], _ key: [UInt8]
    ) -> [UInt8] {
        var hash = SHA256()
        let numbers = (counter.littleEndian, UInt32(salt.count).littleEndian)
        domain.withUnsafeBytes { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: numbers) { hash.update(bufferPointer: $0) }
        salt.withUnsafeBytes { hash.update(bufferPointer: $0) }
        key.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }
}
