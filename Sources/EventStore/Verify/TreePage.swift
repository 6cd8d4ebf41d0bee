/// A page of a table's tree, checked: each entry lies inside it, and none over another.
struct TreePage {
    let number: UInt64
    let isLeaf: Bool
    private let bytes: [UInt8]
    private let nodes: [Int]
    /// The bytes between the list of entries and the entries, where they are not all 0.
    let freeSpace: Range<Int>

    /// Checks the bytes of a page.
    init(_ bytes: [UInt8], number: UInt64) throws(PageError) {
        guard bytes.native(at: 0, as: UInt64.self) == number else {
            throw PageError("it says that it is page \(bytes.native(at: 0, as: UInt64.self))")
        }
        let flags = bytes.native(at: PageLayout.flags, as: UInt16.self)
        guard flags == PageLayout.Flag.leaf || flags == PageLayout.Flag.branch else {
            throw PageError("its flags \(flags) are not those of a table's page")
        }
        let lower = Int(bytes.native(at: PageLayout.lower, as: UInt16.self))
        let upper = Int(bytes.native(at: PageLayout.upper, as: UInt16.self))
        guard lower % 2 == 0, lower > PageLayout.header, lower <= upper, upper <= bytes.count
        else { throw PageError("its free space from \(lower) to \(upper) is impossible") }
        self.number = number
        self.bytes = bytes
        isLeaf = flags == PageLayout.Flag.leaf
        nodes = stride(from: PageLayout.header, to: lower, by: 2).map {
            Int(bytes.native(at: $0, as: UInt16.self))
        }
        freeSpace = bytes[lower..<upper].contains { $0 != 0 } ? lower..<upper : lower..<lower
        try checkNodes(from: upper)
    }

    /// The number of entries.
    var count: Int { nodes.count }

    func key(_ index: Int) -> ArraySlice<UInt8> {
        let start = nodes[index] + PageLayout.nodeHeader
        return bytes[start..<start + keyCount(nodes[index])]
    }

    /// The page below an entry of a branch.
    func child(_ index: Int) -> UInt64 {
        let node = nodes[index]
        return UInt64(bytes.native(at: node, as: UInt16.self))
            | UInt64(bytes.native(at: node + 2, as: UInt16.self)) << 16
            | UInt64(bytes.native(at: node + 4, as: UInt16.self)) << 32
    }

    /// The flags of a leaf's entry.
    func flags(_ index: Int) -> UInt16 {
        bytes.native(at: nodes[index] + 4, as: UInt16.self)
    }

    /// The size of a leaf's value, wherever it lies.
    func valueCount(_ index: Int) -> Int {
        let node = nodes[index]
        return Int(bytes.native(at: node, as: UInt16.self))
            | Int(bytes.native(at: node + 2, as: UInt16.self)) << 16
    }

    /// The value of a leaf's entry that lies in the page.
    func value(_ index: Int) -> ArraySlice<UInt8> {
        let start = key(index).endIndex
        return bytes[start..<start + valueCount(index)]
    }

    /// The first of the pages that hold the value of a leaf's entry.
    func overflowPage(_ index: Int) -> UInt64 {
        bytes.native(at: key(index).endIndex, as: UInt64.self)
    }

    private func keyCount(_ node: Int) -> Int {
        Int(bytes.native(at: node + 6, as: UInt16.self))
    }

    private func checkNodes(from upper: Int) throws(PageError) {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(nodes.count)
        for index in nodes.indices {
            let node = nodes[index]
            guard node >= upper, node % 2 == 0, node + PageLayout.nodeHeader <= bytes.count else {
                throw PageError("entry \(index) begins at \(node)")
            }
            let size = try size(of: index)
            guard node + size <= bytes.count else {
                throw PageError("entry \(index) reaches beyond the page")
            }
            ranges.append(node..<node + size)
        }
        ranges.sort { $0.lowerBound < $1.lowerBound }
        for (left, right) in zip(ranges, ranges.dropFirst())
        where left.upperBound > right.lowerBound {
            throw PageError("two entries lie over each other at \(right.lowerBound)")
        }
    }

    private func size(of index: Int) throws(PageError) -> Int {
        let head = PageLayout.nodeHeader + keyCount(nodes[index])
        guard isLeaf else { return head }
        switch flags(index) {
        case PageLayout.NodeFlag.overflow: return head + 8
        case PageLayout.NodeFlag.table:
            guard valueCount(index) == TableRoot.byteCount else {
                throw PageError("entry \(index) is no table")
            }
            return head + TableRoot.byteCount
        case 0: return head + valueCount(index)
        case let flags: throw PageError("entry \(index) has the flags \(flags)")
        }
    }
}
