import Glibc

/// One pass over the data file that leaves only what one commit uses; see ``LogScrubber``.
struct ScrubPass {
    private let file: PageFile
    private let meta: MetaPage
    private var use: PageUse
    private var report = LogReport()

    init(file: PageFile, meta: MetaPage) {
        self.file = file
        self.meta = meta
        use = PageUse(lastPage: meta.lastPage, filePages: file.pageCount)
    }

    /// - Throws: ``EventLogError/corrupt(position:what:)``, before any page is given up, when it
    ///   cannot be told which pages are in use.
    mutating func run() throws(EventLogError) {
        try clear("free pages", meta.free, order: TableWalk.byNumber)
        for (name, root) in try clear("main", meta.main) { try clear(name, root) }
        if let finding = report.findings.first {
            throw .corrupt(position: .origin, what: finding.description)
        }
        for page in 0..<file.pageCount where !use.isMarked(page) {
            try clear(page)
        }
        guard fdatasync(file.descriptor) == 0 else {
            throw .lastSystem(doing: "flushing the data file")
        }
    }

    /// Clears the free space in the pages of a table; answers the tables that it names.
    @discardableResult
    private mutating func clear(
        _ name: String, _ root: TableRoot,
        order: @escaping (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool = {
            $0.lexicographicallyPrecedes($1)
        }
    ) throws(EventLogError) -> [(String, TableRoot)] {
        var walk = TableWalk(file, name, root, order: order, notesFreeSpace: true)
        var tables: [(String, TableRoot)] = []
        while let entry = walk.next(&use, &report) {
            for range in walk.takeUsedFreeSpace() { try clear(range) }
            guard entry.isTable else { continue }
            let root = TableRoot(Array(entry.value), at: 0)
            tables.append((String(decoding: entry.key, as: UTF8.self), root))
        }
        for range in walk.takeUsedFreeSpace() { try clear(range) }
        return tables
    }

    /// Clears a page that is not in use.
    private func clear(_ page: UInt64) throws(EventLogError) {
        guard let bytes = file.read(page), bytes.contains(where: { $0 != 0 }) else { return }
        let start = Int(page) * file.pageSize
        try clear(start..<start + file.pageSize)
    }

    private func clear(_ range: Range<Int>) throws(EventLogError) {
        let zeros = [UInt8](repeating: 0, count: range.count)
        guard pwrite(file.descriptor, zeros, zeros.count, range.lowerBound) == zeros.count else {
            throw .lastSystem(doing: "writing over erased bytes")
        }
    }
}
