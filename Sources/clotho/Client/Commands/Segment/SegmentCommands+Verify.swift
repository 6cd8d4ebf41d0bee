import ArgumentParser
import Domain
import EventStore

extension SegmentCommands {
    /// `clotho segment verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check everything in a segment: bytes, commitments, proofs, signature.",
            discussion: """
                Names the place of a changed byte or of the end of a file that is cut off, and ends \
                with status 1, or with 2 when there is no file to check. Whose events they are is only shown with --key: the segment brings \
                a key of its own, which anybody could have written there. Countersignatures are \
                checked with --cosignature-key; those of other keys are named as not checked.
                """)

        @OptionGroup var key: SegmentKeyOption
        @OptionGroup var cosigners: CosignerOption
        @OptionGroup var options: SegmentOptions

        func run() throws { try FindingStatus.of { try verify() } }

        private func verify() throws {
            let progress = ProgressLine("events verified", isOn: !options.json)
            defer { progress.end() }
            let (key, cosigners) = (try key.key(), try cosigners.keys())
            try options.examine { file in
                var done: UInt64 = 0
                let report = try file.verify(
                    key: key, cosigners: cosigners
                ) { events in
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
            members["countersigners"] = .array(report.countersigners.map(Self.answer))
            members["digest"] = .string(digest.description)
            return .object(members)
        }

        private static func answer(_ signer: Countersigner) -> JSONValue {
            [
                "name": .string(signer.name), "checked": .bool(signer.isChecked),
                "signed_at": signer.signedAt.map { .integer(Int64(clamping: $0)) } ?? .null,
            ]
        }

        private static func line(_ signer: Countersigner) -> InkedLine {
            guard signer.isChecked else {
                return InkedLine(
                    "countersigned by \(signer.name), NOT CHECKED: give its key with "
                        + "--cosignature-key", .yellow)
            }
            let time = signer.signedAt.map {
                ", \(UnixTime.text(milliseconds: Int64(clamping: $0 &* 1_000)))"
            }
            return InkedLine("countersigned by \(signer.name)\(time ?? "")")
        }

        private static func lines(_ file: SegmentFile, _ report: SegmentReport) -> [InkedLine] {
            let trailer = file.trailer
            var lines = [
                InkedLine("The segment is whole: \(trailer.eventCount) events, all proved.", .bold),
                InkedLine("root \(trailer.root.base64) at size \(trailer.treeSize)"),
                InkedLine("signed by \(report.key.text)"),
            ]
            lines += report.countersigners.map(Self.line)
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
