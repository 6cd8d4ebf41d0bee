import ArgumentParser
import Domain
import Storage

extension JobCommands {
    /// `clotho job submit`.
    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit a job from a DSL and a runtime conf, both JSON files.",
            discussion: "With --watch: " + watchDiscussion)

        @Option(
            help: """
                The file that says which components there are and what they pass on. A predict job \
                takes that from its model.
                """)
        var dsl: String?

        @Option(help: "The file that says who takes part and with which parameters.")
        var conf: String

        @Flag(help: "Stay and show the job until it ends.")
        var watch = false

        @OptionGroup var options: ServerOptions

        func run() async throws {
            var body: JSONObject = ["job_runtime_conf": try JSONFile.read(conf)]
            body["job_dsl"] = try dsl.map { try JSONFile.read($0) }
            try await options.connect { site in
                let reply = try await site.post("job/submit", .object(body)).accepted(
                    "submit the job")
                guard let jobID = reply.jobID else {
                    throw ClientError(.badAnswer, "The server took the job but named none.")
                }
                if watch { return try await JobCommands.watch(jobID, on: site, options) }
                options.show(reply.envelope) { [InkedLine("job \(jobID) submitted")] }
            }
        }
    }
}
