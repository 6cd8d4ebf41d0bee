/// The entries of one table in order, read from the pages of the file with every bound checked.
///
/// A damaged page is reported and left out with all that hangs below it; the walk goes on behind
/// it. At the end the table's own counts are compared with what was found.
struct TableWalk {
    struct Entry {
        let key: ArraySlice<UInt8>
        let value: ArraySlice<UInt8>
        let isTable: Bool

        /// The key as one number; `nil` when it is none, or the entry is no value.
        var number: UInt64? {
            guard key.count == 8, !isTable else { return nil }
            return key.withUnsafeBytes { $0.bigEndian(at: 0, as: UInt64.self) }
        }
    }

    /// The keys that may stand below an entry of a branch.
    private struct Bounds {
        var lower: ArraySlice<UInt8>?
        var upper: ArraySlice<UInt8>?
    }

    private struct Frame {
        let page: TreePage
        let bounds: Bounds
        var next = 0

        /// What may stand below the entry at `index`; the key of the first one means nothing.
        func bounds(_ index: Int) -> Bounds {
            Bounds(
                lower: index == 0 ? bounds.lower : page.key(index),
                upper: index + 1 < page.count ? page.key(index + 1) : bounds.upper)
        }
    }

    private let file: PageFile
    private let name: String
    private let root: TableRoot
    private let order: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool
    private let notesFreeSpace: Bool
    private var stack: [Frame] = []
    private var counts = (
        branch: UInt64(0), leaf: UInt64(0), overflow: UInt64(0), entries: UInt64(0)
    )
    private var isStarted = false
    private var isFinished = false
    /// The bytes of the file, in pages of the table, that hold nothing and are not 0; for whoever
    /// wants to clear them.
    private var usedFreeSpace: [Range<Int>] = []
    /// Whether a part of the table was left out.
    private(set) var isDamaged = false

    /// The order of keys that are numbers of the machine, as in the table of free pages.
    static let byNumber = { @Sendable (left: ArraySlice<UInt8>, right: ArraySlice<UInt8>) in
        left.count == 8 && right.count == 8
            && Array(left).native(at: 0, as: UInt64.self)
                < Array(right).native(at: 0, as: UInt64.self)
    }

    /// The deepest tree that LMDB makes.
    private static let depthMax = 32

    init(
        _ file: PageFile, _ name: String, _ root: TableRoot,
        order: @escaping (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool = {
            $0.lexicographicallyPrecedes($1)
        }, notesFreeSpace: Bool = false
    ) {
        self.notesFreeSpace = notesFreeSpace
        self.file = file
        self.name = name
        self.root = root
        self.order = order
    }

    /// The next entry; `nil` at the end.
    mutating func next(_ use: inout PageUse, _ report: inout LogReport) -> Entry? {
        if !isStarted {
            isStarted = true
            if root.page != TableRoot.noPage { enter(root.page, Bounds(), &use, &report) }
        }
        while let frame = stack.last {
            guard frame.next < frame.page.count else {
                stack.removeLast()
                if stack.isEmpty { break }
                continue
            }
            stack[stack.count - 1].next += 1
            if !frame.page.isLeaf {
                enter(frame.page.child(frame.next), frame.bounds(frame.next), &use, &report)
            } else if let entry = entry(frame.page, frame.next, &use, &report) {
                return entry
            }
        }
        finish(&report)
        return nil
    }

    private mutating func enter(
        _ number: UInt64, _ bounds: Bounds, _ use: inout PageUse, _ report: inout LogReport
    ) {
        do {
            let page = try page(number, &use)
            try check(page, bounds)
            note(page.freeSpace, of: number)
            stack.append(Frame(page: page, bounds: bounds))
            if page.isLeaf { counts.leaf += 1 } else { counts.branch += 1 }
        } catch {
            damaged(.page(number, table: name), error.what, &report)
        }
    }

    private func page(_ number: UInt64, _ use: inout PageUse) throws(PageError) -> TreePage {
        guard stack.count < min(Int(root.depth), Self.depthMax) else {
            throw PageError("the tree is deeper than its table says, \(root.depth)")
        }
        guard number <= use.lastPage, let bytes = file.read(number) else {
            throw PageError("it lies beyond the end of the file")
        }
        guard use.take(number) else { throw PageError("it is in use elsewhere") }
        let page = try TreePage(bytes, number: number)
        guard page.isLeaf == (stack.count + 1 == Int(root.depth)) else {
            throw PageError("it is not at the depth of its kind")
        }
        return page
    }

    /// Refuses keys out of order, or that a search from above would not find here.
    private func check(_ page: TreePage, _ bounds: Bounds) throws(PageError) {
        var last = bounds.lower
        for index in (page.isLeaf ? 0 : 1)..<max(1, page.count) {
            let key = page.key(index)
            if let last, index == 0 ? order(key, last) : !order(last, key) {
                throw PageError("the key of entry \(index) is out of order")
            }
            if let upper = bounds.upper, !order(key, upper) {
                throw PageError("the key of entry \(index) belongs into a later page")
            }
            last = key
        }
    }

    private mutating func entry(
        _ page: TreePage, _ index: Int, _ use: inout PageUse, _ report: inout LogReport
    ) -> Entry? {
        counts.entries += 1
        do {
            return Entry(
                key: page.key(index), value: try value(page, index, &use),
                isTable: page.flags(index) == PageLayout.NodeFlag.table)
        } catch {
            damaged(.page(page.number, table: name), "entry \(index): \(error.what)", &report)
            return nil
        }
    }

    private mutating func value(
        _ page: TreePage, _ index: Int, _ use: inout PageUse
    ) throws(PageError) -> ArraySlice<UInt8> {
        guard page.flags(index) == PageLayout.NodeFlag.overflow else { return page.value(index) }
        let (first, size) = (page.overflowPage(index), page.valueCount(index))
        let pages = (PageLayout.header - 1 + size) / file.pageSize + 1
        guard first <= use.lastPage, let bytes = file.read(first, count: pages) else {
            throw PageError("its value in page \(first) lies beyond the end of the file")
        }
        guard bytes.native(at: 0, as: UInt64.self) == first,
            bytes.native(at: PageLayout.flags, as: UInt16.self) == PageLayout.Flag.overflow,
            bytes.native(at: PageLayout.overflowCount, as: UInt32.self) == UInt32(pages)
        else { throw PageError("page \(first) does not hold its value") }
        for offset in 0..<UInt64(pages) where !use.take(first + offset) {
            throw PageError("page \(first + offset) of its value is in use elsewhere")
        }
        counts.overflow += UInt64(pages)
        if bytes[(PageLayout.header + size)...].contains(where: { $0 != 0 }) {
            note(PageLayout.header + size..<bytes.count, of: first)
        }
        return bytes[PageLayout.header..<PageLayout.header + size]
    }

    /// Gives away what was noted so far.
    mutating func takeUsedFreeSpace() -> [Range<Int>] {
        defer { usedFreeSpace = [] }
        return usedFreeSpace
    }

    private mutating func note(_ range: Range<Int>, of page: UInt64) {
        guard notesFreeSpace, !range.isEmpty else { return }
        let start = Int(page) * file.pageSize
        usedFreeSpace.append(start + range.lowerBound..<start + range.upperBound)
    }

    private mutating func damaged(
        _ place: LogFinding.Place, _ what: String, _ report: inout LogReport
    ) {
        isDamaged = true
        report.add(place, what)
    }

    /// Compares what was found with what the table says of itself.
    private mutating func finish(_ report: inout LogReport) {
        guard !isFinished else { return }
        isFinished = true
        guard !isDamaged else { return }
        let wanted = [
            ("branch pages", counts.branch, root.branchPages),
            ("leaf pages", counts.leaf, root.leafPages),
            ("overflow pages", counts.overflow, root.overflowPages),
            ("entries", counts.entries, root.entries),
        ]
        for (what, found, said) in wanted where found != said {
            damaged(.table(name), "it has \(found) \(what) and says \(said)", &report)
        }
        if root.page == TableRoot.noPage, root.depth != 0 {
            damaged(.table(name), "it is empty and says it has depth \(root.depth)", &report)
        }
    }
}
