import CZlib

/// Packs bytes as zlib does at level 1, again and again with one working memory.
final class Deflater {
    /// Further levels pack a few per cent better and take twice the time and more.
    static let level: Int32 = 1

    private var stream = z_stream()

    init() {
        let code = deflateInit_(
            &stream, Self.level, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { preconditionFailure("zlib has no memory for a stream: \(code)") }
    }

    deinit { deflateEnd(&stream) }

    /// Appends the packed `bytes` to `target`; answers how many bytes they came to.
    func pack(_ bytes: [UInt8], to target: inout [UInt8]) -> Int {
        deflateReset(&stream)
        let bound = Int(deflateBound(&stream, uLong(bytes.count)))
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            bytes.withUnsafeBufferPointer { bytes in
                stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
                stream.avail_in = uInt(bytes.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = uInt(bound)
                let code = deflate(&stream, Z_FINISH)
                guard code == Z_STREAM_END else {
                    preconditionFailure("zlib did not keep to its own bound: \(code)")
                }
            }
            count = bound - Int(stream.avail_out)
        }
        target += packed
        return packed.count
    }
}

/// Unpacks what ``Deflater`` has packed.
final class Inflater {
    private var stream = z_stream()

    init() {
        let code = inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { preconditionFailure("zlib has no memory for a stream: \(code)") }
    }

    deinit { inflateEnd(&stream) }

    /// The bytes, of which there must be `count`; `nil` when there are not, or when `packed` is
    /// not one zlib stream from its first byte to its last.
    func unpack(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        inflateReset(&stream)
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            stream.next_in = UnsafeMutablePointer(
                mutating: packed.baseAddress?.assumingMemoryBound(to: Bytef.self))
            stream.avail_in = uInt(packed.count)
            stream.next_out = buffer.baseAddress
            stream.avail_out = uInt(count)
            let code = inflate(&stream, Z_FINISH)
            isWhole = code == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 0
            filled = count - Int(stream.avail_out)
        }
        return isWhole ? bytes : nil
    }
}
