import ArgumentParser
import Domain
import EventStore
import Journal

extension SegmentCommands {
    /// `clotho segment ls`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ls", abstract: "List the events of a segment, one a line.")

        @OptionGroup var options: SegmentOptions

        func run() throws {
            try options.open { try SegmentListing(filter: nil, json: options.json).write($0) }
        }
    }

    /// `clotho segment query`.
    struct Query: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the events of a segment that match all that is given.")

        @OptionGroup var filter: SegmentFilter
        @OptionGroup var options: SegmentOptions

        func run() throws {
            try options.open { try SegmentListing(filter: filter, json: options.json).write($0) }
        }
    }
}

/// Prints events of a segment while it is read.
struct SegmentListing {
    let filter: SegmentFilter?
    let json: Bool

    func write(_ file: SegmentFile) throws {
        var left = filter?.limit ?? .max
        let terminal = Terminal.current
        try file.events(in: filter?.positions) { events in
            for event in events where left > 0 && filter?.accepts(event.envelope) ?? true {
                left -= 1
                let data = EventDescription.json(of: event)
                let line = EventLine(data).line.text(inColour: terminal.hasColour)
                Terminal.writeLine(json ? data.text() : line)
            }
            return left > 0
        }
    }
}
