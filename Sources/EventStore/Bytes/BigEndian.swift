extension UnsafeRawBufferPointer {
    /// Reads a number whose first byte is its highest. The caller has checked the bounds.
    @inline(__always)
    func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type
    ) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }

    /// The bytes from `start` up to `end`, without the detour over a slice and its range.
    @inline(__always)
    func part(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
        precondition(start >= 0 && start <= end && end <= count, "a part lies inside")
        return UnsafeRawBufferPointer(start: baseAddress.map { $0 + start }, count: end - start)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Writes a number with its highest byte first. The caller has checked the bounds.
    @inline(__always)
    func storeBigEndian(_ number: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
        storeBytes(of: number.bigEndian, toByteOffset: offset, as: type(of: number))
    }

    /// The bytes from `start` on.
    @inline(__always)
    func part(from start: Int) -> UnsafeMutableRawBufferPointer {
        precondition(start >= 0 && start <= count, "a part lies inside")
        return UnsafeMutableRawBufferPointer(
            start: baseAddress.map { $0 + start }, count: count - start)
    }

    /// Copies `bytes` to `offset` and answers the offset behind them.
    @inline(__always)
    func store(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        let end = offset + bytes.count
        precondition(offset >= 0 && end <= count, "the bytes fit")
        if let source = bytes.baseAddress, let target = baseAddress {
            (target + offset).copyMemory(from: source, byteCount: bytes.count)
        }
        return end
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
