/// Where the log ends: what the next append needs to know.
struct LogTail: Sendable {
    var head: Position
    /// How many streams there are.
    var streams: UInt64
    /// How many texts have a number on the disk.
    var texts: Int
    /// The right edge of the tree.
    var edge: TileEdge
}

/// Puts appends into one write transaction. Nothing here allocates for each event.
struct BatchWriter: ~Copyable {
    private let events: LMDBCursor
    private let streams: LMDBCursor
    private let index: IndexRows
    private let tiles: TileWriter
    private var imports: ImportTables
    private let site: String
    private let texts: SharedTexts
    /// Every text that was named has a number below.
    private var textsEnd = 0
    /// The leaf hashes of what was put, until the end of the batch.
    private var leaves = NewLeaves()
    private var tail: LogTail

    init(
        _ transaction: borrowing LMDBTransaction, _ tables: LogTables, _ tail: LogTail,
        site: String, texts: SharedTexts
    ) throws(EventLogError) {
        let events = try transaction.cursor(tables.events)
        let streams = try transaction.cursor(tables.streams)
        let index = try IndexRows(transaction, tables)
        let tiles = try TileWriter(transaction, tables)
        let imports = try ImportTables(transaction, tables)
        self.events = events
        self.streams = streams
        self.index = index
        self.tiles = tiles
        self.imports = imports
        self.site = site
        self.texts = texts
        self.tail = tail
    }

    /// Puts all of an append, or nothing and the reason why.
    ///
    /// It throws when LMDB fails; then the whole transaction is lost.
    mutating func put(
        _ append: PreparedAppend
    ) throws(EventLogError) -> Result<AppendReceipt, EventLogError> {
        var entries: [StreamEntry?]
        switch try self.entries(of: append) {
        case .success(let known): entries = known
        case .failure(let conflict): return .failure(conflict)
        }
        let new: [Int]
        switch try newImports(of: append.imports) {
        case .success(let records): new = records
        case .failure(let fork): return .failure(fork)
        }
        if let missing = append.erased.first(where: { !($0 > .origin && $0 <= tail.head) }) {
            return .failure(.invalid("there is no event at position \(missing) to erase"))
        }
        for position in append.erased { try erase(position) }
        let before = tail.head
        for record in new { try put(append.imports.records[record], of: append.imports) }
        var versions: [StreamName: StreamVersion] = [:]
        for (number, part) in append.parts.enumerated() {
            if let earlier = part.follows { entries[number] = entries[earlier] }
            entries[number] = try put(part, of: append, behind: entries[number])
            versions[part.stream] = entries[number]?.version ?? StreamVersion.none
        }
        // Only an import may have nothing to put; it is told where the log ends.
        let first = min(before.advanced(by: 1), tail.head)
        return .success(
            AppendReceipt(
                positions: first...tail.head, versions: versions, importedCount: new.count))
    }

    /// What is known of the streams before the append; a conflict when one is not where it is
    /// expected. A part that follows another of its stream has no entry yet.
    private func entries(
        of append: PreparedAppend
    ) throws(EventLogError) -> Result<[StreamEntry?], EventLogError> {
        var entries: [StreamEntry?] = []
        var ends: [StreamVersion] = []
        entries.reserveCapacity(append.parts.count)
        ends.reserveCapacity(append.parts.count)
        for part in append.parts {
            let entry = part.follows == nil ? try entry(of: part.stream) : nil
            let version = part.follows.map { ends[$0] } ?? entry?.version ?? .none
            if let conflict = part.conflict(at: version) { return .failure(conflict) }
            entries.append(entry)
            ends.append(version.advanced(by: part.records.count))
        }
        return .success(entries)
    }

    /// Which of the imported events are not here yet; a fork when one is here otherwise.
    private mutating func newImports(
        of imports: PreparedImports
    ) throws(EventLogError) -> Result<[Int], EventLogError> {
        var new: [Int] = []
        for (number, record) in imports.records.enumerated() {
            let origin = record.origin
            switch origin.site == site
                ? try ownLeaf(at: origin.position) : try self.imports.place(of: origin)?.leaf
            {
            case record.leaf: continue
            case nil where origin.site != site: new.append(number)
            case _: return .failure(.fork(site: origin.site, position: origin.position))
            }
        }
        return .success(new)
    }

    /// The leaf hash of an event of this site, which has come back in a segment.
    private func ownLeaf(at position: Position) throws(EventLogError) -> TreeHash? {
        try Key.with(position) { (key) throws(EventLogError) in
            guard let entry = try events.find(key) else { return nil }
            return try event(entry.value, at: position).envelope.leafHash
        }
    }

    private mutating func put(
        _ record: PreparedImports.Record, of imports: PreparedImports
    ) throws(EventLogError) {
        tail.head = tail.head.advanced(by: 1)
        try Key.with(tail.head) { (key) throws(EventLogError) in
            let target = try events.reserve(key, count: record.range.count, isLast: true)
            imports.bytes.withUnsafeBytes { source in
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[record.range]))
            }
        }
        leaves.append(record.leaf)
        try self.imports.put(
            ImportedPlace(position: tail.head, leaf: record.leaf), of: record.origin)
    }

    /// Puts the tree over what was put, and answers where the log ends now.
    mutating func finish(
        _ transaction: borrowing LMDBTransaction, _ tables: LogTables
    ) throws(EventLogError) -> LogTail {
        try tiles.append(leaves, to: &tail.edge)
        leaves = NewLeaves()
        if textsEnd > tail.texts {
            try TextTable(table: tables.texts)
                .store(tail.texts..<textsEnd, of: texts.list, transaction)
            tail.texts = textsEnd
        }
        return tail
    }

    /// Cuts salt and payload off a record.
    private func erase(_ position: Position) throws(EventLogError) {
        try Key.with(position) { (key) throws(EventLogError) in
            guard let old = try events.find(key) else {
                throw .corrupt(position: position, what: "it is missing")
            }
            let event = try event(old.value, at: position)
            guard event.hasPayload else { return }
            let envelope = event.envelope.encoded
            let record = try events.reserve(
                key, count: RecordLayout.envelope + envelope.count, isLast: false)
            record[0] = RecordLayout.Kind.envelopeOnly.rawValue
            _ = envelope.withUnsafeBytes { record.store($0, at: RecordLayout.envelope) }
        }
    }

    /// The event of a record, in memory of its own.
    private func event(
        _ record: UnsafeRawBufferPointer, at position: Position
    ) throws(EventLogError) -> RecordedEvent {
        do throws(EnvelopeError) {
            return try RecordUnpacker(site: site, texts: texts.list).event(record, at: position)
        } catch {
            throw .corrupt(position: position, what: error.description)
        }
    }

    private func entry(of stream: StreamName) throws(EventLogError) -> StreamEntry? {
        try Key.with(stream.text) { (key) throws(EventLogError) in
            guard let entry = try streams.find(key) else { return nil }
            return try StreamEntry(entry.value)
        }
    }

    private mutating func put(
        _ part: PreparedAppend.Part, of append: PreparedAppend, behind entry: StreamEntry?
    ) throws(EventLogError) -> StreamEntry? {
        guard !part.records.isEmpty else { return entry }
        var entry = entry ?? newStream()
        let (first, version) = (tail.head, entry.version)
        let hashing = LeafHashing(of: part, in: append, behind: first, version)
        for (place, record) in part.records.enumerated() {
            tail.head = first.advanced(by: place + 1)
            try put(append.records[record], of: append, version.advanced(by: place + 1))
        }
        leaves.append(hashing.finish())
        try index.append(first.number + 1..<tail.head.number + 1, to: &entry)
        try Key.with(part.stream.text) { (key) throws(EventLogError) in
            let value = try streams.reserve(key, count: entry.byteCount, isLast: false)
            entry.store(in: value)
        }
        return entry
    }

    private mutating func newStream() -> StreamEntry {
        tail.streams += 1
        return StreamEntry(number: tail.streams)
    }

    private mutating func put(
        _ record: PreparedAppend.Record, of append: PreparedAppend, _ version: StreamVersion
    ) throws(EventLogError) {
        let position = tail.head
        try Key.with(position) { (key) throws(EventLogError) in
            guard let packing = record.packing, let packedVersion = UInt32(exactly: version.number)
            else {
                let bytes = try events.reserve(key, count: record.count, isLast: true)
                append.withBytes(of: record) { bytes.copyMemory(from: $0) }
                let envelope = UnsafeMutableRawBufferPointer(
                    rebasing: bytes[RecordLayout.envelope...])
                return EnvelopeEncoder.place(position, version, in: envelope)
            }
            let bytes = try events.reserve(key, count: packing.byteCount, isLast: true)
            textsEnd = max(textsEnd, packing.textsEnd)
            append.withBytes(of: record) {
                packing.write(
                    $0, envelopeCount: record.envelopeCount, version: packedVersion, to: bytes)
            }
        }
    }
}
