/// Verifies the streams: the table of their names, the versions in the envelopes, and the index.
struct StreamCheck {
    private struct Known {
        let entry: StreamEntry
        var seen: UInt64 = 0
    }

    private var streams: [StreamName: Known] = [:]
    private var names: [UInt64: StreamName] = [:]
    /// For each position the number of its stream and its version there; 0 where it is unknown.
    private var places: [(stream: UInt64, version: UInt64)] = []
    /// How many positions the index has named.
    private var indexed: [Bool] = []
    /// The last version that the index has named of each stream.
    private var indexedVersions: [UInt64: UInt64] = [:]
    private static let table = LogFinding.Place.table("index-rows")

    /// Takes an entry of the table of streams.
    mutating func add(_ entry: TableWalk.Entry, _ report: inout LogReport) {
        guard !entry.isTable, let text = String(validating: entry.key, as: UTF8.self),
            let name = StreamName(text),
            let known = try? entry.value.withUnsafeBytes({ try StreamEntry($0) })
        else {
            return report.add(
                .table("streams"), "an entry is damaged: \(Hex.text(entry.key.prefix(40)))")
        }
        if let other = names.updateValue(name, forKey: known.number) {
            report.add(.stream(name), "it has the number \(known.number) of stream \(other)")
        }
        streams[name] = Known(entry: known)
    }

    /// Takes an event of this site, in the order of positions.
    mutating func add(_ event: RecordedEvent, _ report: inout LogReport) {
        let name = event.envelope.stream
        guard var known = streams[name] else {
            return report.add(
                .position(event.position), "its stream \(name) is missing in the table of streams")
        }
        let version = event.envelope.streamVersion.number
        if version != known.seen &+ 1 {
            report.add(
                .position(event.position),
                "its version in stream \(name) is \(version), not \(known.seen &+ 1)")
        }
        known.seen = version
        streams[name] = known
        place(known.entry.number, known.seen, at: event.position)
    }

    /// Takes an entry of the index: a row of positions.
    mutating func addIndex(_ entry: TableWalk.Entry, _ report: inout LogReport) {
        let (key, value) = (Array(entry.key), Array(entry.value))
        guard key.count == 16, value.count == IndexRows.byteCount,
            case let row = UInt64(bigEndian: key.native(at: 8, as: UInt64.self)),
            row < .max / UInt64(StreamEntry.rowCount)
        else { return report.add(Self.table, "a row is damaged: \(Hex.text(key.prefix(20)))") }
        let stream = UInt64(bigEndian: key.native(at: 0, as: UInt64.self))
        for slot in 0..<StreamEntry.rowCount {
            let offset = slot * StreamEntry.positionByteCount
            addIndex(
                stream: stream, version: row * UInt64(StreamEntry.rowCount) + UInt64(slot) + 1,
                position: UInt64(bigEndian: value.native(at: offset, as: UInt64.self)),
                in: Self.table, &report)
        }
    }

    /// Takes the positions that the entries of the streams have themselves, behind the rows.
    private mutating func addTails(_ report: inout LogReport) {
        for known in streams.values.sorted(by: { $0.entry.number < $1.entry.number }) {
            let entry = known.entry
            if indexedVersions[entry.number, default: 0] > entry.version.number {
                report.add(Self.table, "stream number \(entry.number) has rows beyond its version")
            }
            for slot in 0..<entry.tailCount {
                let before = entry.fullRows * UInt64(StreamEntry.rowCount) + UInt64(slot)
                addIndex(
                    stream: entry.number, version: before + 1,
                    position: entry.tailPosition(slot).number, in: .table("streams"), &report)
            }
        }
    }

    private mutating func addIndex(
        stream: UInt64, version: UInt64, position: UInt64, in table: LogFinding.Place,
        _ report: inout LogReport
    ) {
        let what = "version \(version) of stream \(names[stream]?.text ?? "number \(stream)")"
        if version != indexedVersions[stream, default: 0] &+ 1 {
            report.add(table, "the versions before \(what) are missing")
        }
        indexedVersions[stream] = version
        guard position > 0, position <= UInt64(places.count) else {
            return report.add(table, "\(what) is said to be at position \(position)")
        }
        let place = places[Int(position) - 1]
        if place.stream != 0, place != (stream, version) {
            report.add(
                table, "\(what) is said to be at position \(position), where another is")
        }
        indexed[Int(position) - 1] = true
    }

    /// Says what is missing.
    mutating func finish(_ report: inout LogReport) {
        addTails(&report)
        for (name, known) in streams where known.seen != known.entry.version.number {
            report.add(
                .stream(name),
                "its version is said to be \(known.entry.version), its last event has \(known.seen)"
            )
        }
        for (index, isThere) in indexed.enumerated() where !isThere && places[index].stream != 0 {
            report.add(.position(Position(UInt64(index + 1))), "it is missing in the index")
        }
        for number in 1..<UInt64(streams.count + 1) where names[number] == nil {
            report.add(.table("streams"), "stream number \(number) is missing")
        }
    }

    private mutating func place(_ stream: UInt64, _ version: UInt64, at position: Position) {
        let index = Int(position.number) - 1
        while places.count <= index {
            places.append((0, 0))
            indexed.append(false)
        }
        places[index] = (stream, version)
    }
}
