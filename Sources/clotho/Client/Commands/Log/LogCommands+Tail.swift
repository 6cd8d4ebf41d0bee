import ArgumentParser
import Domain

extension LogCommands {
    /// `clotho log tail`.
    struct Tail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print events as they are appended to the log.")

        @Option(help: "Start after this position; by default with the last ten events.")
        var after: UInt64?

        @Option(help: "How many events at most.")
        var limit: Int?

        @Option(help: "Only the events of this job.")
        var job: String?

        @Flag(inversion: .prefixedNo, help: "Whether to wait for events to come.")
        var follow = true

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                for try await event in try await site.events(try await query(site)) {
                    guard let data = event.logEvent else { continue }
                    Terminal.writeLine(options.json ? data.text() : EventLine.text(data))
                }
                guard !follow || limit != nil else {
                    throw ClientError(.unreachable, "The server ended the stream.")
                }
            }
        }

        private func query(_ site: SiteConnection) async throws -> [(name: String, value: String)] {
            let head = after == nil ? try await site.headPosition() : 0
            let start = after ?? (head > 10 ? head - 10 : 0)
            return [("after", String(start)), ("follow", follow ? "1" : "0")]
                + (limit.map { [("limit", String($0))] } ?? [])
                + (job.map { [("job", $0)] } ?? [])
        }
    }
}

/// One event of the log as one line.
enum EventLine {
    /// Position, time, type, stream and who asked.
    static func text(_ event: JSONValue) -> String {
        let members = event.object ?? [:]
        let position = members["position"]?.plainText ?? ""
        let time = members["recorded_at"]?.integer.map { UnixTime.text(milliseconds: Int64($0)) }
        let words = ["type", "stream", "actor"].map { members[$0]?.plainText ?? "" }
        let filler = String(repeating: " ", count: max(0, 7 - position.count))
        let type = words[0] + String(repeating: " ", count: max(0, 26 - words[0].count))
        return "\(filler)\(position)  \(time ?? "")  \(type)  \(words[1])  \(words[2])"
    }
}
