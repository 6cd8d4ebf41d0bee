import Crypto
import Glibc

/// Large bytes beside the log (model files, DSLs, worker results), named by their digest.
///
/// A blob is a file `<two hex digits>/<64 hex digits>` below one directory, its name the SHA-256
/// of its bytes. It is written under a temporary name, flushed and renamed: a digest that is
/// there is whole. Any number of processes may use the store.
public struct BlobStore: Sendable {
    /// The directory that holds all blobs.
    public let directory: String

    /// Opens the store, making `directory` (not its parents) when it is missing.
    /// - Throws: `inputOutput` when there is no such directory and none can be made.
    public init(directory: String) throws(StorageError) {
        self.directory = directory
        try Files.makeDirectory(directory)
    }

    /// Keeps bytes and names them; keeping the same bytes again changes nothing.
    /// - Returns: the SHA-256 as 64 lower-case hex digits.
    public func put(_ bytes: [UInt8]) throws(StorageError) -> String {
        let digest = Hex.text(SHA256.hash(bytes))
        let path = "\(directory)/\(digest.prefix(2))/\(digest)"
        if access(path, F_OK) == 0 { return digest }
        try Files.makeDirectory("\(directory)/\(digest.prefix(2))")
        let unfinished = "\(path).\(UInt64.random(in: 0 ... .max)).tmp"
        do {
            try Files.write(bytes, to: unfinished)
            try Files.publish(unfinished, as: path)
        } catch {
            try? Files.remove(unfinished)
            throw error
        }
        return digest
    }

    /// Keeps bytes that come piece by piece, in memory for one piece; a digest that is here already is
    /// not read again.
    ///
    /// - Parameters:
    ///   - digest: The SHA-256 that the bytes must have, as 64 lower-case hex digits.
    ///   - pieces: Gives each piece to the closure that it is handed.
    /// - Throws: `damaged` when they have another digest, and what `pieces` throws; nothing is kept then.
    public func put(
        _ digest: String, pieces: (_ take: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let path = try path(digest)
        if access(path, F_OK) == 0 { return }
        try Files.makeDirectory("\(directory)/\(digest.prefix(2))")
        var writer = try BlobWriter(path: "\(path).\(UInt64.random(in: 0 ... .max)).tmp")
        try pieces { try writer.write($0) }
        try writer.publish(digest, as: path)
    }

    /// The bytes of a digest.
    /// - Throws: `notFound`; `damaged` when the bytes on disk have another digest.
    public func get(_ digest: String) throws(StorageError) -> [UInt8] {
        let bytes = try Files.read(path(digest))
        guard Hex.text(SHA256.hash(bytes)) == digest else {
            throw StorageError(.damaged, "The artifact \(digest) does not match its digest")
        }
        return bytes
    }

    /// Where the bytes of a digest lie, or would lie.
    /// - Throws: `notFound` when `digest` is not 64 lower-case hex digits.
    public func path(_ digest: String) throws(StorageError) -> String {
        guard digest.utf8.count == 64, Hex.isLowerCase(digest.utf8) else {
            throw StorageError(.notFound, "\(digest) is not a digest of 64 hex digits")
        }
        return "\(directory)/\(digest.prefix(2))/\(digest)"
    }

    /// Whether the bytes of a digest are here.
    public func contains(_ digest: String) -> Bool {
        guard let path = try? path(digest) else { return false }
        return access(path, F_OK) == 0
    }
}

extension SHA256 {
    /// The hash of an array.
    static func hash(_ bytes: [UInt8]) -> SHA256Digest {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }
}
