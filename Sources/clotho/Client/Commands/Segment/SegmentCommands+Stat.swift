import ArgumentParser
import Domain
import EventStore

extension SegmentCommands {
    /// `clotho segment stat`.
    struct Stat: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the events of a segment by type, and say how well they are packed.")

        @OptionGroup var options: SegmentOptions

        func run() throws {
            try options.open { file in
                var counts = SegmentCounts()
                try file.events { events in
                    for event in events { counts.add(event) }
                    return true
                }
                options.show(counts.json(file)) { counts.lines(file) }
            }
        }
    }
}

/// Events of a segment by type.
private struct SegmentCounts {
    private var types: [String: (events: Int, bytes: Int)] = [:]
    private var bytes = 0
    private var streams: Set<StreamName> = []

    mutating func add(_ event: RecordedEvent) {
        types[event.envelope.type, default: (0, 0)].events += 1
        types[event.envelope.type, default: (0, 0)].bytes += event.byteCount
        bytes += event.byteCount
        streams.insert(event.envelope.stream)
    }

    private func share(_ file: SegmentFile) -> Double {
        bytes == 0 ? 0 : Double(file.byteCount) / Double(bytes)
    }

    private var sorted: [(key: String, value: (events: Int, bytes: Int))] {
        types.sorted { ($1.value.events, $0.key) < ($0.value.events, $1.key) }
    }

    func json(_ file: SegmentFile) -> JSONValue {
        [
            "events": .integer(Int64(file.trailer.eventCount)),
            "streams": .integer(Int64(streams.count)), "bytes": .integer(Int64(file.byteCount)),
            "raw_bytes": .integer(Int64(bytes)), "share": .number(share(file)),
            "types": .array(
                sorted.map { type in
                    [
                        "type": .string(type.key), "events": .integer(Int64(type.value.events)),
                        "raw_bytes": .integer(Int64(type.value.bytes)),
                    ]
                }),
        ]
    }

    func lines(_ file: SegmentFile) -> [InkedLine] {
        var table = TextTable(["type", ">events", ">bytes"])
        for type in sorted {
            table.append([type.key, "\(type.value.events)", "\(type.value.bytes)"])
        }
        let share = Int((share(file) * 1_000).rounded())
        return table.lines() + [
            InkedLine(""),
            InkedLine(
                "\(file.trailer.eventCount) events of \(streams.count) streams, \(bytes) bytes on "
                    + "the log; the segment has \(file.byteCount) (\(share / 10).\(share % 10) %)"),
        ]
    }
}
