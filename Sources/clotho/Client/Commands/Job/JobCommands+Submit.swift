import ArgumentParser
import Domain
import Storage

extension JobCommands {
    /// `clotho job submit`.
    struct Submit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Submit a job from a DSL and a runtime conf, both JSON files.",
            discussion: "With --watch: " + watchDiscussion)

        @Option(help: "The file that says which components there are and what they pass on.")
        var dsl: String

        @Option(help: "The file that says who takes part and with which parameters.")
        var conf: String

        @Flag(help: "Stay and show the job until it ends.")
        var watch = false

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body: JSONValue = [
                "job_dsl": try JSONFile.read(dsl), "job_runtime_conf": try JSONFile.read(conf),
            ]
            try await options.connect { site in
                let reply = try await site.post("job/submit", body).accepted("submit the job")
                guard let jobID = reply.jobID else {
                    throw ClientError(.badAnswer, "The server took the job but named none.")
                }
                if watch { return try await JobCommands.watch(jobID, on: site, options) }
                options.show(reply.envelope) { [InkedLine("job \(jobID) submitted")] }
            }
        }
    }
}
