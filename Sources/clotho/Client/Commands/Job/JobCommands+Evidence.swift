import ArgumentParser
import Domain
import EventStore
import Journal

extension JobCommands {
    /// `clotho job evidence`.
    struct Evidence: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write what the log proves of a job to a file for a party or an auditor.",
            discussion: """
                The file is text: a signed summary, and behind it the events with the proof that \
                they are in the log. A party sees the federated job and its own streams in full, an \
                auditor what the parties share; of all else there are envelopes or hashes. Asks the \
                server; with --data-dir the log is read from the disk. Whoever gets the file checks \
                it with tools/verify_evidence.py, which needs nothing of Clotho.
                """)

        @Argument(help: "The job.")
        var job: String

        @Argument(help: "The file to write.")
        var file: String

        @Option(name: .customLong("for"), help: "A party such as guest:9999, or auditor.")
        var reader: String

        @Option(help: "Read the log in this data directory, without a server.")
        var dataDir: String?

        @Flag(help: "Replace the file if it is there.")
        var force = false

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard EvidenceReader(reader) != nil else {
                throw ValidationError(
                    "--for is \(reader); name a party such as guest:9999, or auditor")
            }
        }

        func run() async throws {
            try OutputFile.check(file, mayReplace: force)
            if let dataDir {
                try writeFromDisk(dataDir)
            } else {
                try await options.connect { site in
                    try await site.download(
                        "job/evidence", [("job_id", job), ("for", reader)], to: file)
                }
            }
            options.show([
                "job_id": .string(job), "for": .string(reader), "file": .string(file),
            ]) { [InkedLine(file)] }
        }

        private func writeFromDisk(_ directory: String) throws {
            guard let id = JobID(job), let reader = EvidenceReader(reader) else {
                throw ClientError(.badInput, "\(job) is no job id.")
            }
            try ScratchFolder.with { folder in
                try EvidenceSource.explain(file) {
                    let site = try SiteFiles(directory)
                    try OutputFile.write(file) { unfinished in
                        try JobEvidence(log: site.log, key: site.key).write(
                            id, for: reader, to: unfinished, segment: "\(folder)/segment",
                            createdAt: Timestamp(millisecondsSinceEpoch: UnixTime.now))
                    }
                }
            }
        }
    }
}
