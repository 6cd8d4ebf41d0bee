import API
import ArgumentParser
import Domain
import EventStore
import NIOCore

extension LogCommands {
    /// `clotho log verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the whole log and say what is wrong with it.",
            discussion: """
                With --data-dir no server is needed, and none is harmed: the newest commit is \
                verified and kept readable meanwhile, for which the file may grow. Every record, its \
                commitment and its leaf hash, the tree, the streams, the index and all pages of \
                the file are checked. Without it the server reads its own log: the same, but for \
                the index and the pages. Ends with status 1 when something is wrong, 2 when there \
                is no log that could be read.
                """)

        @Option(help: "The data directory of the site, instead of the server.")
        var dataDir: String?

        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await verify() } }

        private func verify() async throws {
            let answer = try await answer()
            options.show(answer) { Self.lines(answer.object ?? [:]).map { InkedLine($0) } }
            if answer.object?["sound"]?.bool != true { throw FindingStatus.found }
        }

        private func answer() async throws -> JSONValue {
            if let dataDir { return LogVerify.document(try report(of: dataDir)) }
            return try await options.connect { site in
                try await site.get("log/verify", [], within: .hours(1))
                    .accepted("verify the log").data
            }
        }

        private func report(of dataDir: String) throws -> LogReport {
            let progress = ProgressLine("events verified", isOn: !options.json)
            defer { progress.end() }
            do {
                return try LogVerifier(directory: dataDir + "/log").verify { done, total in
                    progress.show(UInt64(done), of: UInt64(total))
                }
            } catch {
                throw ClientError(.badInput, "Cannot verify the log in \(dataDir): \(error)")
            }
        }

        private static func lines(_ report: JSONObject) -> [String] {
            func number(_ name: String) -> Int { report[name]?.integer ?? 0 }
            let findings = (report["findings"]?.array ?? []).map { finding in
                let finding = finding.object
                return "\(finding?["place"]?.string ?? ""): \(finding?["what"]?.string ?? "")"
            }
            let more = number("finding_count") - findings.count
            let rest = more > 0 ? ["and \(more) more findings"] : []
            let site = report["site"]?.string.map { " of \($0)" } ?? ""
            guard report["sound"]?.bool == true else {
                return findings + rest + [
                    "The log\(site) is DAMAGED: \(number("finding_count")) findings, "
                        + "\(number("events")) events are as they were written."
                ]
            }
            let erased = number("without_payload")
            let without = erased > 0 ? ", \(erased) without payload" : ""
            return [
                "The log\(site) is sound: \(number("events")) events\(without).",
                "root \(report["root"]?.string ?? "")",
            ]
        }
    }
}
