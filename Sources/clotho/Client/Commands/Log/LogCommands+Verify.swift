import ArgumentParser
import Domain
import EventStore

extension LogCommands {
    /// `clotho log verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the whole log of a data directory and say what is wrong with it.",
            discussion: """
                Needs no server, and does no harm beside one: it verifies the newest commit and \
                keeps it readable meanwhile, for which the file may grow. Every record, its \
                commitment and its leaf hash, the tree, the streams, the index and all pages of \
                the file are checked. Ends with status 1 when something is wrong, 2 when there is no \
                log that could be read.
                """)

        @Option(help: "The data directory of the site.")
        var dataDir: String

        @Flag(help: "Print JSON instead of text for people.")
        var json = false

        func run() async throws { try await FindingStatus.of { try await verify() } }

        private func verify() async throws {
            let progress = ProgressLine("events verified", isOn: !json)
            let report: LogReport
            do {
                report = try LogVerifier(directory: dataDir + "/log").verify { done, total in
                    progress.show(UInt64(done), of: UInt64(total))
                }
            } catch {
                progress.end()
                throw ClientError(.badInput, "Cannot verify the log in \(dataDir): \(error)")
            }
            progress.end()
            json ? Terminal.writeLine(Self.answer(report).text(indent: 2)) : Self.write(report)
            if !report.isSound { throw FindingStatus.found }
        }

        private static func write(_ report: LogReport) {
            for finding in report.findings { Terminal.writeLine("\(finding)") }
            let more = report.findingCount - report.findings.count
            if more > 0 { Terminal.writeLine("and \(more) more findings") }
            let erased = report.erasedCount > 0 ? ", \(report.erasedCount) without payload" : ""
            let site = report.site.map { " of \($0)" } ?? ""
            guard report.isSound else {
                return Terminal.writeLine(
                    "The log\(site) is DAMAGED: \(report.findingCount) findings, "
                        + "\(report.eventCount) events are as they were written.")
            }
            Terminal.writeLine("The log\(site) is sound: \(report.eventCount) events\(erased).")
            Terminal.writeLine("root \(report.root?.base64 ?? "")")
        }

        private static func answer(_ report: LogReport) -> JSONValue {
            [
                "sound": .bool(report.isSound), "site": report.site.map { .string($0) } ?? .null,
                "head": .integer(Int64(clamping: report.head.number)),
                "events": .integer(Int64(clamping: report.eventCount)),
                "without_payload": .integer(Int64(clamping: report.erasedCount)),
                "root": report.root.map { .string($0.base64) } ?? .null,
                "finding_count": .integer(Int64(report.findingCount)),
                "findings": .array(
                    report.findings.map {
                        ["place": .string($0.place.description), "what": .string($0.what)]
                    }),
            ]
        }
    }
}
