import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job clean`.
    struct Clean: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Throw away metrics and output tables of an ended job.",
            discussion: """
                Models stay, and so do rows that other tables share and tables that jobs read which \
                have not ended. Of the parties that live at this site, unless --everywhere asks the \
                sites of the others too, from the initiator's. What was there stays readable with \
                --at, but for the rows of the tables.
                """)

        @Argument(help: "The job.")
        var job: String

        @Option(name: .long, help: "Only of this component; may be given several times.")
        var component: [String] = []

        @Option(help: "Only of parties of this role.")
        var role: String?

        @Option(help: "Only of parties of this id.")
        var party: String?

        @Flag(help: "At the sites of all parties.")
        var everywhere = false

        @OptionGroup var options: ServerOptions

        func run() async throws {
            var body: JSONObject = ["job_id": .string(job), "everywhere": .bool(everywhere)]
            if !component.isEmpty {
                body["component_name"] = .array(component.map { .string($0) })
            }
            body["role"] = role.map(JSONValue.string)
            body["party_id"] = party.map(JSONValue.string)
            let request = JSONValue.object(body)
            try await options.connect { site in
                let reply = try await site.post("job/clean", request)
                if reply.retcode != 0 {
                    for line in Self.lines(reply.data) { Terminal.complain(line.plainText) }
                }
                let accepted = try reply.accepted("clean job \(job)")
                options.show(accepted.data) { Self.lines(accepted.data) }
            }
        }

        /// A line for each party, and one for each table that stays.
        static func lines(_ data: JSONValue) -> [InkedLine] {
            let parties = (data.object?["parties"]?.array ?? []).compactMap(\.object)
            let width = parties.map { $0["party"]?.plainText.count ?? 0 }.max() ?? 0
            return parties.flatMap { party -> [InkedLine] in
                var line = InkedLine(party["party"]?.plainText ?? "", .bold).fitted(to: width)
                line.append("  \(outcome(party))")
                let kept = (party["kept"]?.array ?? []).map {
                    InkedLine("  kept: \($0.plainText), which a job reads that has not ended", .dim)
                }
                return [line] + kept
            }
        }

        private static func outcome(_ party: JSONObject) -> String {
            if let problem = party["problem"]?.string { return problem }
            let tables = party["tables"]?.integer ?? 0
            let components = party["components"]?.array?.count ?? 0
            if tables + components == 0 { return "nothing to throw away" }
            return "\(count(tables, "table")) and the metrics of "
                + "\(count(components, "component")) thrown away"
        }

        private static func count(_ count: Int, _ noun: String) -> String {
            "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
    }
}
