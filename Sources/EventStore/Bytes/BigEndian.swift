extension UnsafeRawBufferPointer {
    /// Reads a number whose first byte is its highest. The caller has checked the bounds.
    @inline(__always)
    func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type
    ) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Writes a number with its highest byte first. The caller has checked the bounds.
    @inline(__always)
    func storeBigEndian(_ number: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
        storeBytes(of: number.bigEndian, toByteOffset: offset, as: type(of: number))
    }

    /// Copies `bytes` to `offset` and answers the offset behind them.
    @inline(__always)
    func store(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        UnsafeMutableRawBufferPointer(rebasing: self[offset..<offset + bytes.count])
            .copyMemory(from: bytes)
        return offset + bytes.count
    }

    /// Copies the UTF-8 bytes of `text` to `offset` and answers the offset behind them.
    @inline(__always)
    func store(_ text: String, at offset: Int) -> Int {
        let end = text.utf8.withContiguousStorageIfAvailable {
            store(UnsafeRawBufferPointer($0), at: offset)
        }
        guard let end else { preconditionFailure("Swift's own strings are contiguous UTF-8") }
        return end
    }
}
