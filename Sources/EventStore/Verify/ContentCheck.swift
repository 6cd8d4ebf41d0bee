/// Verifies one commit of a log: its tables, then what they say about each other.
struct ContentCheck {
    private let file: PageFile
    private let meta: MetaPage
    private(set) var report: LogReport
    private var use: PageUse
    private var roots: [String: TableRoot] = [:]

    /// The tables of a log of this format.
    private static let names = [
        "events", "leaf-tiles", "node-tiles", "streams", "index-rows", "origins", "imports",
        "facts", "texts",
    ]

    init(file: PageFile, meta: MetaPage, report: LogReport) {
        self.file = file
        self.meta = meta
        self.report = report
        use = PageUse(lastPage: meta.lastPage, filePages: file.pageCount)
    }

    mutating func run(_ progress: LogVerifier.Progress) {
        readTables()
        guard readFacts() else { return }
        checkTables()
        var streams = StreamCheck()
        each("streams") { streams.add($0, &$1) }
        var imports = ImportCheck()
        each("origins") { imports.addSite($0, &$1) }
        checkEvents(&streams, &imports, progress)
        for name in roots.keys.sorted() where !Self.names.contains(name) {
            report.add(.table(name), "no log has such a table")
            each(name) { _, _ in }
        }
        each("index-rows") { streams.addIndex($0, &$1) }
        streams.finish(&report)
        each("imports") { imports.addImport($0, &$1) }
        imports.finish(&report)
        checkPages()
    }

    /// Runs over a table; the walk itself reports damaged pages.
    private mutating func each(
        _ name: String, _ body: (TableWalk.Entry, inout LogReport) -> Void
    ) {
        guard let root = roots[name] else { return }
        var walk = TableWalk(file, name, root)
        while let entry = walk.next(&use, &report) { body(entry, &report) }
    }

    private mutating func readTables() {
        var walk = TableWalk(file, "main", meta.main)
        while let entry = walk.next(&use, &report) {
            let name = String(decoding: entry.key, as: UTF8.self)
            guard entry.isTable else {
                report.add(.table("main"), "it has an entry \(Hex.text(entry.key.prefix(40)))")
                continue
            }
            let root = TableRoot(Array(entry.value), at: 0)
            if root.flags != 0 { report.add(.table(name), "it has unknown flags") }
            roots[name] = root
        }
    }

    private mutating func checkTables() {
        for name in Self.names where roots[name] == nil {
            report.add(.table(name), "it is missing")
        }
    }

    /// False when the log is of a format that this program does not know.
    private mutating func readFacts() -> Bool {
        var facts: [String: String] = [:]
        each("facts") { entry, report in
            let name = String(decoding: entry.key, as: UTF8.self)
            guard !entry.isTable, let text = String(validating: entry.value, as: UTF8.self) else {
                return report.add(.table("facts"), "\(name) is not a text")
            }
            facts[name] = text
        }
        report.site = facts["site"]
        guard let format = facts["format"] else {
            report.add(.table("facts"), "it does not say the format")
            return true
        }
        if FormerFormat(rawValue: format) != nil {
            report.add(
                .table("facts"),
                "the log has the former format \(format); open it once for writing to move it")
        } else if format != LogOpening.format {
            report.add(.table("facts"), "the format \(format) is unknown")
        }
        if let site = report.site, (try? EnvelopeLayout.Text.originSite.check(site)) == nil {
            report.add(.table("facts"), "the site's name is none")
        }
        if report.site == nil { report.add(.table("facts"), "it does not say the site") }
        return format == LogOpening.format
    }

    private mutating func readTexts() -> TextList {
        var texts = TextList()
        each("texts") { entry, report in
            guard entry.number == UInt64(texts.count), !entry.isTable else {
                return report.add(
                    .table("texts"), "entry \(Hex.text(entry.key.prefix(20))) is out of order")
            }
            if !PlainText.accepts(Array(entry.value)) {
                report.add(.table("texts"), "number \(texts.count) is no text")
            }
            texts.append(entry.value)
        }
        return texts
    }

    private mutating func checkEvents(
        _ streams: inout StreamCheck, _ imports: inout ImportCheck,
        _ progress: LogVerifier.Progress
    ) {
        var nodes = NodeTiles()
        each("node-tiles") { nodes.add($0, &$1) }
        guard let events = roots["events"], let leaves = roots["leaf-tiles"] else { return }
        var tree = TreeCheck(walk: TableWalk(file, "leaf-tiles", leaves), nodes: nodes)
        var walk = TableWalk(file, "events", events)
        let texts = readTexts()
        var check = EventCheck(site: report.site, texts: texts, fileSize: file.byteCount)
        while let entry = walk.next(&use, &report) {
            guard let event = check.read(entry, &report) else { continue }
            tree.add(event, &use, &report)
            if event.envelope.originSite == report.site {
                streams.add(event, &report)
            } else {
                imports.add(event, &report)
            }
            if check.head.number % 4_096 == 0 { progress(check.head.number, events.entries) }
        }
        check.finish(entries: events.entries, &report)
        report.head = check.head
        tree.finish(size: check.head.number, &use, &report)
        progress(check.head.number, events.entries)
    }

    /// Every page is of one table, or free.
    private mutating func checkPages() {
        var walk = TableWalk(file, "free pages", meta.free, order: TableWalk.byNumber)
        while let entry = walk.next(&use, &report) {
            let bytes = Array(entry.value)
            guard entry.key.count == 8, bytes.count >= 8, bytes.count % 8 == 0,
                bytes.native(at: 0, as: UInt64.self) <= UInt64(bytes.count / 8 - 1)
            else {
                report.add(.table("free pages"), "an entry is no list of pages")
                continue
            }
            for index in 0..<Int(bytes.native(at: 0, as: UInt64.self)) {
                let page = bytes.native(at: 8 * (index + 1), as: UInt64.self)
                if !use.free(page) {
                    report.add(.page(page, table: nil), "it is listed as free and is not")
                }
            }
        }
        // What hangs below a damaged page is lost with it: that was said already.
        guard report.isSound else { return }
        for pages in use.lost() {
            report.add(
                .file,
                "pages \(pages.lowerBound) to \(pages.upperBound) are neither in use nor free")
        }
    }
}
