import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job submit`.
    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit a job from a DSL and a runtime conf, both JSON files.",
            discussion: "With --watch: " + watchDiscussion)

        @OptionGroup var documents: JobDocumentOptions

        @Flag(help: "Stay and show the job until it ends.")
        var watch = false

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body = try documents.body()
            try await options.connect { site in
                let reply = try await site.post("job/submit", body)
                let check = reply.envelope.object?["check"].map(CheckDrawing.init)
                if reply.retcode != 0 { Self.complain(check) }
                guard let jobID = try reply.accepted("submit the job").jobID else {
                    throw ClientError(.badAnswer, "The server took the job but named none.")
                }
                if watch { return try await JobCommands.watch(jobID, on: site, options) }
                options.show(reply.envelope) {
                    [InkedLine("job \(jobID) submitted")] + Self.warnings(reply.message)
                        + (check?.findingLines ?? [])
                }
            }
        }

        /// What the server has to say of a job that it took.
        private static func warnings(_ message: String) -> [InkedLine] {
            message == "success" ? [] : [InkedLine(message, .yellow)]
        }

        /// All that a refused job lacks; the refusal itself names one thing.
        private static func complain(_ check: CheckDrawing?) {
            guard let check, check.hasFindings else { return }
            for line in check.lines { Terminal.complain(line.plainText) }
        }
    }
}
