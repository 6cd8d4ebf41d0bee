import ArgumentParser
import Domain
import Journal

extension AuditCommands {
    /// `clotho audit reconcile`.
    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare both sides' histories of a job and name the first difference.",
            discussion: """
                One side is the job's coordinator, the other a party. A side is an evidence file, a \
                segment, a data directory, or the address of a server (http://…); files are \
                verified first. Without --other both sides are read in the same place, and what \
                lives at another site at the address that the server's routes name (clotho party \
                list). Ends with status 1 when the histories differ, and with 2 when \
                they could not be compared.
                """)

        @Argument(help: "The job.")
        var job: String

        @Option(name: .customLong("with"), help: "The party to compare with, such as host:10000.")
        var party: String

        @Option(help: "The other side: a file, a data directory or a server's address.")
        var other: String?

        @Option(help: "This side: a data directory or a file, instead of the server.")
        var dataDir: String?

        @OptionGroup var key: SegmentKeyOption
        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await compare() } }

        private func compare() async throws {
            guard let job = JobID(job) else { throw ClientError(.badInput, "\(job) is no job id.") }
            guard let party = Party(party) else {
                throw ClientError(.badInput, "--with is \(party); name a party such as host:10000")
            }
            let here = EvidenceSource(place: dataDir ?? SiteConnection.base(options.server))
            let ours = try await here.history(of: job, for: party, key: nil)
            var theirs = ours
            if let place = try await otherPlace(ours, party) {
                theirs = try await EvidenceSource(place: place)
                    .history(of: job, for: party, key: try key.key())
            }
            let found = try EvidenceSource.explain("job \(job)") {
                try Reconciliation(ours: ours, theirs: theirs, with: party, of: job)
            }
            let report = ReconciliationReport(job: job, party: party, found: found)
            options.show(report.json) { report.lines }
            if !found.divergences.isEmpty { throw FindingStatus.found }
        }

        /// Where the other side is read; `nil` when it is where this one is.
        private func otherPlace(_ ours: JobHistory, _ party: Party) async throws -> String? {
            if let other { return other }
            guard let missing = ours.otherSide(with: party) else { return nil }
            guard dataDir == nil else {
                throw ClientError(
                    .badInput,
                    "there is nothing of \(missing) here; name its side with --other")
            }
            let routes = try await SiteConnection.with(options.server) { site in
                try await site.get("party/list", []).accepted("list the routes").data
            }
            switch RouteTable.routing(routes).route(to: missing) {
            case .here: return nil
            case .site(let address): return address
            case nil:
                throw ClientError(
                    .badInput,
                    "no route says where \(missing) lives; name its side with --other")
            }
        }
    }
}
