/// Gives each different piece of bytes in a block a number, in the order they come.
struct BlockDictionary {
    private static let slotCount = 8_192
    /// Numbers by hash, one above; 0 is free.
    private var slots = [UInt32](repeating: 0, count: slotCount)
    private var used: [Int] = []
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []

    /// Fewer than half of the slots, so that a free one is near.
    static let entriesMax = slotCount / 2

    var count: Int { ends.count }

    func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    mutating func removeAll() {
        for slot in used { slots[slot] = 0 }
        used.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// The number of a piece; the next one when it is new.
    mutating func number(of piece: UnsafeRawBufferPointer) -> Int {
        var slot = Int(truncatingIfNeeded: Self.hash(piece)) & (Self.slotCount - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if isEqual(number, piece) { return number }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        bytes.append(contentsOf: piece)
        ends.append(bytes.count)
        slots[slot] = UInt32(ends.count)
        used.append(slot)
        return ends.count - 1
    }

    /// Whether an entry is this piece.
    @inline(__always)
    func isEqual(_ number: Int, _ piece: UnsafeRawBufferPointer) -> Bool {
        let range = range(number)
        guard range.count == piece.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            UnsafeRawBufferPointer(rebasing: bytes[range]).isSame(as: piece)
        }
    }

    /// Eight bytes at a time; texts that differ in few characters must not meet.
    private static func hash(_ piece: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(piece.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= piece.count {
            hash = mix(hash, piece.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < piece.count {
            tail = tail << 8 | UInt64(piece[offset])
            offset += 1
        }
        return mix(hash, tail)
    }

    @inline(__always)
    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
