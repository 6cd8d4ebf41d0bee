import Synchronization

/// A log that is forgotten with its process: the same promises as ``LMDBEventLog`` without a disk.
public final class MemoryEventLog: EventLog {
    public let site: String
    private let eventSizeMax: Int
    private let signal = CommitSignal(head: .origin)
    private let contents = Mutex(Contents())

    /// Makes an empty log.
    public init(site: String, options: EventLogOptions = EventLogOptions()) {
        self.site = site
        self.eventSizeMax = options.eventSizeMax
    }

    public var head: Position { signal.head }

    public func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt {
        try commit(PreparedAppend(appends, site: site, eventSizeMax: eventSizeMax))
    }

    public func append(_ imports: ImportAppend) async throws(EventLogError) -> ImportReceipt {
        let prepared = try PreparedAppend(imports, site: site, eventSizeMax: eventSizeMax)
        guard prepared.eventCount > 0 else { return ImportReceipt(newCount: 0, last: head) }
        let receipt = try commit(prepared)
        return ImportReceipt(newCount: receipt.importedCount, last: receipt.last)
    }

    public func erase(
        _ positions: [Position], appending appends: [StreamAppend]
    ) async throws(EventLogError) -> AppendReceipt {
        try commit(
            PreparedAppend(appends, erasing: positions, site: site, eventSizeMax: eventSizeMax))
    }

    private func commit(_ prepared: PreparedAppend) throws(EventLogError) -> AppendReceipt {
        let (signal, site) = (signal, site)
        let outcome = contents.withLock { contents in
            let outcome = contents.append(prepared, site: site)
            // Inside the lock, so that heads are published in their order.
            if case .success(let receipt) = outcome { signal.advance(to: receipt.last) }
            return outcome
        }
        return try outcome.get()
    }

    public func events(
        after: Position, limit: Int, bytesMax: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try read { contents in
            var bytes = 0
            return contents.events.dropFirst(Int(clamping: after.number)).prefix(max(0, limit))
                .prefix { event in
                    defer { bytes += event.recordBytes.count }
                    return bytes < bytesMax
                }.map(\.self)
        }
    }

    public func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace? {
        try read { $0.imports[PreparedImports.Origin(site: site, position: position)] }
    }

    public func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try read { contents in
            let positions = contents.streams[stream, default: []]
            return positions.dropFirst(Int(clamping: after.number)).prefix(max(0, limit))
                .map { contents.events[Int($0.number) - 1] }
        }
    }

    public func version(of stream: StreamName) throws(EventLogError) -> StreamVersion {
        try read { $0.version(of: stream) }
    }

    public func streams(
        withPrefix prefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)] {
        try read { contents in
            contents.streams.keys
                .filter { name in
                    name.text.utf8.starts(with: prefix.utf8) && after.map { $0 < name } ?? true
                }
                .sorted().prefix(max(0, limit)).map { ($0, contents.version(of: $0)) }
        }
    }

    public func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        try read { $0.tree }.treeHashes(level: level, range)
    }

    public func subscribe(after: Position) -> EventSubscription {
        EventSubscription(
            after: after,
            read: { (position, limit) throws(EventLogError) in
                try self.events(after: position, limit: limit)
            },
            wait: { [signal] (position) async throws(EventLogError) in
                try await signal.wait(beyond: position)
            })
    }

    public func close() async {
        contents.withLock { $0.isClosed = true }
        signal.close()
    }

    private func read<Answer: Sendable>(
        _ body: (borrowing Contents) -> Answer
    ) throws(EventLogError) -> Answer {
        let answer = contents.withLock { $0.isClosed ? nil : body($0) }
        guard let answer else { throw .closed }
        return answer
    }
}

extension MemoryEventLog {
    /// What the log holds.
    private struct Contents: Sendable {
        var events: [RecordedEvent] = []
        var streams: [StreamName: [Position]] = [:]
        var tree = MemoryTree()
        var imports: [PreparedImports.Origin: ImportedPlace] = [:]
        var isClosed = false

        func version(of stream: StreamName) -> StreamVersion {
            StreamVersion(UInt64(streams[stream]?.count ?? 0))
        }

        mutating func append(
            _ append: PreparedAppend, site: String
        ) -> Result<AppendReceipt, EventLogError> {
            if isClosed { return .failure(.closed) }
            var ends: [StreamVersion] = []
            for part in append.parts {
                let version = part.follows.map { ends[$0] } ?? version(of: part.stream)
                if let conflict = part.conflict(at: version) { return .failure(conflict) }
                ends.append(version.advanced(by: part.records.count))
            }
            var new: [PreparedImports.Record] = []
            for record in append.imports.records {
                let origin = record.origin
                let known =
                    origin.site == site
                    ? ownLeaf(at: origin.position) : imports[origin]?.leaf
                if known == record.leaf { continue }
                guard known == nil, origin.site != site else {
                    return .failure(.fork(site: origin.site, position: origin.position))
                }
                new.append(record)
            }
            let count = UInt64(events.count)
            if let missing = append.erased.first(where: {
                !(1...max(1, count)).contains($0.number) || count == 0
            }) {
                return .failure(.invalid("there is no event at position \(missing) to erase"))
            }
            for position in append.erased { erase(position) }
            let before = Position(UInt64(events.count))
            for record in new { add(record, of: append.imports) }
            var versions: [StreamName: StreamVersion] = [:]
            for part in append.parts {
                for record in append.records[part.records] {
                    add(append.bytes[record.range], to: part.stream)
                }
                versions[part.stream] = version(of: part.stream)
            }
            let last = Position(UInt64(events.count))
            return .success(
                AppendReceipt(
                    positions: min(before.advanced(by: 1), last)...last, versions: versions,
                    importedCount: new.count))
        }

        private func ownLeaf(at position: Position) -> TreeHash? {
            guard position.number <= events.count else { return nil }
            return events[Int(position.number) - 1].envelope.leafHash
        }

        private mutating func add(
            _ record: PreparedImports.Record, of imports: PreparedImports
        ) {
            let position = Position(UInt64(events.count)).advanced(by: 1)
            let bytes = Array(imports.bytes[record.range])[...]
            guard let event = try? RecordedEvent(position: position, record: bytes) else {
                preconditionFailure("An imported event was decoded before")
            }
            events.append(event)
            tree.append(record.leaf)
            self.imports[record.origin] = ImportedPlace(position: position, leaf: record.leaf)
        }

        private mutating func erase(_ position: Position) {
            let record =
                [RecordLayout.Kind.envelopeOnly.rawValue]
                + events[Int(position.number) - 1].envelope.encoded
            guard let event = try? RecordedEvent(position: position, record: record[...]) else {
                preconditionFailure("An envelope that was read is one")
            }
            events[Int(position.number) - 1] = event
        }

        private mutating func add(_ record: ArraySlice<UInt8>, to stream: StreamName) {
            let position = Position(UInt64(events.count)).advanced(by: 1)
            let version = version(of: stream).advanced(by: 1)
            var bytes = Array(record)
            bytes.withUnsafeMutableBytes {
                let envelope = UnsafeMutableRawBufferPointer(
                    rebasing: $0[RecordLayout.envelope...])
                EnvelopeEncoder.place(position, version, in: envelope)
            }
            guard let event = try? RecordedEvent(position: position, record: bytes[...]) else {
                preconditionFailure("The encoder wrote a record that the decoder refuses")
            }
            events.append(event)
            tree.append(event.envelope.leafHash)
            streams[stream, default: []].append(position)
        }
    }
}
