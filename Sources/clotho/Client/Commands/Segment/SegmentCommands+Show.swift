import ArgumentParser
import Domain
import EventStore
import Journal

extension SegmentCommands {
    /// `clotho segment show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a segment says about itself, or one of its events.",
            discussion: "Shows, and checks no more than what it reads: see clotho segment verify.")

        @OptionGroup var options: SegmentOptions

        @Argument(help: "The position of an event, from 1.")
        var position: UInt64?

        func run() throws {
            try options.open { file in
                guard let position else { return showFile(file) }
                guard let event = try file.event(at: Position(position)) else {
                    throw ClientError(
                        .badInput, "The segment has no event at position \(position).")
                }
                let data = EventDescription.json(of: event)
                options.show(data) { LogCommands.Show.lines(data) }
            }
        }

        private func showFile(_ file: SegmentFile) {
            let data = SegmentFacts(file).json
            options.show(data) { SegmentFacts(file).lines }
        }
    }
}
