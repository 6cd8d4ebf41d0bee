import ArgumentParser
import Domain
import EventStore
import Journal

extension SegmentCommands {
    /// `clotho segment diff`.
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare two segments of one site's log, position by position.",
            discussion: """
                Prints `<` and the event for one that only the first segment has, `>` for the \
                second, and both for a position at which they differ. Ends with status 1 when they \
                differ, 2 when they could not be compared.
                """)

        @OptionGroup var options: SegmentOptions

        @Argument(help: "The segment to compare with.")
        var other: String

        func run() throws { try FindingStatus.of { try compare() } }

        private func compare() throws {
            let difference = try options.open { left in
                try SegmentOptions.explain(other) {
                    let right = try SegmentFile(path: other)
                    guard left.header.site == right.header.site else {
                        throw ClientError(
                            .badInput,
                            "The segments are of two sites: \(left.header.site) and "
                                + "\(right.header.site).")
                    }
                    return try compare(left, right)
                }
            }
            guard difference == 0 else { throw FindingStatus.found }
            if !options.json { Terminal.writeLine("The segments hold the same events.") }
        }

        private func compare(_ left: SegmentFile, _ right: SegmentFile) throws -> Int {
            var (lefts, rights) = (EventQueue(left), EventQueue(right))
            var count = 0
            while true {
                let (one, two) = (try lefts.first(), try rights.first())
                guard let next = [one, two].compactMap({ $0?.position }).min() else { return count }
                let (isLeft, isRight) = (one?.position == next, two?.position == next)
                if isLeft { lefts.removeFirst() }
                if isRight { rights.removeFirst() }
                if isLeft, isRight, one == two { continue }
                if isLeft, let one { write("<", one) }
                if isRight, let two { write(">", two) }
                count += 1
            }
        }

        private func write(_ side: String, _ event: RecordedEvent) {
            let data = EventDescription.json(of: event)
            guard options.json else {
                return Terminal.writeLine("\(side) \(EventLine(data).line.plainText)")
            }
            let line: JSONValue = [
                "side": .string(side == "<" ? "first" : "second"), "event": data,
            ]
            Terminal.writeLine(line.text())
        }
    }
}

/// The events of a segment, one after the other.
private struct EventQueue {
    private var blocks: SegmentBlocks
    private var events: ArraySlice<RecordedEvent> = []

    init(_ file: SegmentFile) { blocks = file.blocks() }

    mutating func first() throws -> RecordedEvent? {
        if events.isEmpty { events = try blocks.next()?[...] ?? [] }
        return events.first
    }

    mutating func removeFirst() { events.removeFirst() }
}
