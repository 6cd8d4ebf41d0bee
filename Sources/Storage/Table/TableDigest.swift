import Crypto

/// The digest of a table's rows: equal rows give equal digests, however they were written.
///
/// SHA-256 over the rows in key order, each as key length, value length (32-bit little-endian),
/// key, value.
struct TableDigest {
    private var hash = SHA256()

    mutating func add(_ row: LMDBRow) {
        let lengths = (UInt32(row.key.count).littleEndian, UInt32(row.value.count).littleEndian)
        withUnsafeBytes(of: lengths) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: row.key)
        hash.update(bufferPointer: row.value)
    }

    var hex: String { Hex.text(hash.finalize()) }

    static func ofRows(
        _ rows: LMDBTransaction
    ) throws(StorageError) -> (count: Int, hex: String) {
        var digest = TableDigest()
        var count = 0
        var cursor = try rows.cursor(after: nil)
        while let row = try cursor.row() {
            digest.add(row)
            count += 1
        }
        return (count, digest.hex)
    }
}
