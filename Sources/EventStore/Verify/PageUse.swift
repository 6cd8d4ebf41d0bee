/// Which pages of the file are taken: each may be by one table only, or be free.
struct PageUse {
    private var words: [UInt64]
    /// Pages behind the end of the file that are free; they have no bit.
    private var freeBeyond = Set<UInt64>()
    /// The number of pages that have a bit.
    private let count: UInt64
    let lastPage: UInt64

    init(lastPage: UInt64, filePages: UInt64) {
        self.lastPage = lastPage
        count = min(lastPage + 1, filePages)
        words = [UInt64](repeating: 0, count: Int(count / 64) + 1)
        for meta in 0..<min(2, count) { _ = mark(meta) }
    }

    /// Takes a page of the file; false when it is taken already or not in the file.
    mutating func take(_ page: UInt64) -> Bool { page < count && mark(page) }

    /// Counts a page as free; false when it is taken or there is no such page.
    mutating func free(_ page: UInt64) -> Bool {
        if page < count { return mark(page) }
        return page <= lastPage && freeBeyond.insert(page).inserted
    }

    /// Whether a page of the file is taken or counted as free.
    func isMarked(_ page: UInt64) -> Bool {
        page < count && words[Int(page / 64)] >> (page % 64) & 1 != 0
    }

    /// The pages that are neither taken nor free, as ranges.
    func lost() -> [ClosedRange<UInt64>] {
        var ranges: [ClosedRange<UInt64>] = []
        for page in 0..<count where !isMarked(page) {
            if let last = ranges.last, last.upperBound + 1 == page {
                ranges[ranges.count - 1] = last.lowerBound...page
            } else {
                ranges.append(page...page)
            }
        }
        if lastPage + 1 - count > UInt64(freeBeyond.count) { ranges.append(count...lastPage) }
        return ranges
    }

    private mutating func mark(_ page: UInt64) -> Bool {
        let bit: UInt64 = 1 << (page % 64)
        let isNew = words[Int(page / 64)] & bit == 0
        words[Int(page / 64)] |= bit
        return isNew
    }
}
