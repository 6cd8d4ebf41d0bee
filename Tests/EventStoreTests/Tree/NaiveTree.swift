import EventStore

/// The tree as RFC 6962 defines it, by recursion over all leaves: slow, and plainly right.
struct NaiveTree {
    var leaves: [TreeHash] = []

    func root(_ range: Range<Int>) -> TreeHash {
        guard range.count > 1 else { return range.isEmpty ? .empty : leaves[range.lowerBound] }
        let middle = split(range)
        return TreeHash(
            left: root(range.lowerBound..<middle), right: root(middle..<range.upperBound))
    }

    /// PATH(m, D[n]) of RFC 6962 2.1.1.
    func path(_ index: Int, _ range: Range<Int>) -> [TreeHash] {
        guard range.count > 1 else { return [] }
        let middle = split(range)
        return index < middle
            ? path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
            : path(index, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    /// SUBPROOF(m, D[n], b) of RFC 6962 2.1.2.
    func subproof(_ size: Int, _ range: Range<Int>, isOldRoot: Bool) -> [TreeHash] {
        if range.upperBound == size { return isOldRoot ? [] : [root(range)] }
        let middle = split(range)
        return size <= middle
            ? subproof(size, range.lowerBound..<middle, isOldRoot: isOldRoot)
                + [root(middle..<range.upperBound)]
            : subproof(size, middle..<range.upperBound, isOldRoot: false)
                + [root(range.lowerBound..<middle)]
    }

    private func split(_ range: Range<Int>) -> Int {
        var left = 1
        while left * 2 < range.count { left *= 2 }
        return range.lowerBound + left
    }
}

extension TreeHash {
    /// Reads 64 hexadecimal digits.
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
        guard let hash = TreeHash(bytes: bytes) else {
            preconditionFailure("\(hex) is no hash")
        }
        self = hash
    }

    /// A leaf that is like no other.
    static func sample(_ number: Int) -> TreeHash {
        TreeHash(leaf: withUnsafeBytes(of: number.bigEndian) { Array($0) })
    }
}
