import CZlib

/// The checksum of frames: CRC-32 as zlib and gzip have it.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var checksum: uLong = 0
        var rest = bytes
        // zlib counts in 32 bits.
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            let start = part.baseAddress?.assumingMemoryBound(to: Bytef.self)
            checksum = crc32(checksum, start, uInt(part.count))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
        }
        return UInt32(truncatingIfNeeded: checksum)
    }

    /// Which byte of `count` checked bytes, with the four of the stored checksum behind them, was
    /// changed, when it was one; `nil` when that cannot explain the difference.
    ///
    /// The checksum is linear: the difference of the computed and the stored one depends on the
    /// place and the change alone, so it is followed back from the end, byte by byte.
    static func changedByte(computed: UInt32, stored: UInt32, count: Int) -> Int? {
        let difference = computed ^ stored
        if let place = (0..<4).first(where: { difference & ~(0xFF << UInt32(24 - 8 * $0)) == 0 }) {
            return count + place
        }
        var state = difference
        for place in (0..<count).reversed() {
            let change = byteOfTop[Int(state >> 24)]
            if table[Int(change)] == state { return place }
            state = (state ^ table[Int(change)]) << 8 | UInt32(change)
        }
        return nil
    }

    /// What one byte does to the checksum, by the byte.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { state, _ in
            state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1
        }
    }

    /// The byte whose entry in `table` has these highest eight bits; all of them differ.
    private static let byteOfTop: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 256)
        for byte in 0..<256 { bytes[Int(table[byte] >> 24)] = UInt8(byte) }
        return bytes
    }()
}
