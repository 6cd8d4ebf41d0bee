import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a job would lack at each of its parties, without submitting it.",
            discussion: """
                Asks all parties at once: tables and their columns, modules and providers, models, \
                cores, and the way to the party; nothing is written anywhere. Ends with status 0 if \
                the job can run, perhaps after a while in the queue, 1 if something is missing, 2 \
                if it could not be checked.
                """)

        @OptionGroup var documents: JobDocumentOptions
        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await check() } }

        private func check() async throws {
            let body = try documents.body()
            try await options.connect { site in
                let reply = try await site.post("job/check", body).accepted("check the job")
                let drawing = CheckDrawing(reply.data)
                options.show(reply.data) { drawing.lines }
                if !drawing.canRun { throw FindingStatus.found }
            }
        }
    }
}

/// The files that a job is made of.
struct JobDocumentOptions: ParsableArguments {
    @Option(
        help: """
            The file that says which components there are and what they pass on. A predict job \
            takes that from its model.
            """)
    var dsl: String?

    @Option(help: "The file that says who takes part and with which parameters.")
    var conf: String

    /// The body of `job/submit` and `job/check`.
    func body() throws(ClientError) -> JSONValue {
        var body: JSONObject = ["job_runtime_conf": try JSONFile.read(conf)]
        if let dsl { body["job_dsl"] = try JSONFile.read(dsl) }
        return .object(body)
    }
}
