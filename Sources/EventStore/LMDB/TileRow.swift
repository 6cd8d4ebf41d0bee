/// How tiles lie in their tables: in rows of 16 hashes, of which a page of the file holds seven.
///
/// A row keeps its size while it fills up, so that it is written over in place; what is not
/// filled yet is 0. `docs/event-format.md` shows the bytes.
enum TileRow {
    static let hashesMax = 16
    static let byteCount = hashesMax * TreeHash.byteCount

    /// The row that the hash of this number stands in.
    static func number(of hash: UInt64) -> UInt64 { hash / UInt64(hashesMax) }

    /// Writes up to 16 hashes, and zeros behind them.
    static func store(_ hashes: ArraySlice<TreeHash>, in bytes: UnsafeMutableRawBufferPointer) {
        var end = 0
        for hash in hashes {
            hash.store(in: bytes, at: end)
            end += TreeHash.byteCount
        }
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[end...])
        rest.initializeMemory(as: UInt8.self, repeating: 0)
    }
}
