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

    /// `clotho segment verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check everything in a segment: bytes, commitments, proofs, signature.",
            discussion: """
                Names the place of a changed byte or of the end of a file that is cut off, and ends \
                with status 1. Whose events they are is only shown with --key: the segment brings \
                a key of its own, which anybody could have written there.
                """)

        @OptionGroup var key: SegmentKeyOption
        @OptionGroup var options: SegmentOptions

        func run() throws {
            let progress = ProgressLine("events verified", isOn: !options.json)
            defer { progress.end() }
            try options.open { file in
                var done: UInt64 = 0
                let report = try file.verify(key: try key.key()) { events in
                    done += UInt64(events.count)
                    progress.show(done, of: file.trailer.eventCount)
                }
                progress.end()
                let digest = try file.digest()
                options.show(Self.answer(file, report, digest)) {
                    Self.lines(file, report)
                }
            }
        }

        private static func answer(
            _ file: SegmentFile, _ report: SegmentReport, _ digest: TreeHash
        ) -> JSONValue {
            var members = SegmentFacts(file).json.object ?? [:]
            members["sound"] = true
            members["key_confirmed"] = .bool(report.isKeyConfirmed)
            members["countersigners"] = .array(report.countersigners.map { .string($0) })
            members["digest"] = .string(digest.description)
            return .object(members)
        }

        private static func lines(_ file: SegmentFile, _ report: SegmentReport) -> [InkedLine] {
            let trailer = file.trailer
            var lines = [
                InkedLine("The segment is whole: \(trailer.eventCount) events, all proved.", .bold),
                InkedLine("root \(trailer.root.base64) at size \(trailer.treeSize)"),
                InkedLine("signed by \(report.key.text)"),
            ]
            if !report.countersigners.isEmpty {
                let names = report.countersigners.joined(separator: ", ")
                lines.append(InkedLine("countersigned by \(names) (not checked)"))
            }
            if !report.isKeyConfirmed {
                lines.append(
                    InkedLine(
                        "The key came with the segment. Give the site's own with --key to know "
                            + "that the events are its.", .yellow))
            }
            return lines
        }
    }
}
