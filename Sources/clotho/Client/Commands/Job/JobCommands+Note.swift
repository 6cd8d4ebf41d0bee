import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job note`.
    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep with a job what you want to remember of it.",
            discussion: """
                The text replaces the one before; an empty one takes it back. It stays at this \
                site, job show and job list have it, and with --at they show what it was then. \
                Without --role and --party it is kept for every party of the job that lives here.
                """)

        @Argument(help: "The job.")
        var job: String

        @Argument(help: "The text.")
        var notes: String

        @Option(help: "The role of the party whose notes they are.")
        var role: String?

        @Option(help: "The id of the party whose notes they are.")
        var party: String?

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard (role == nil) == (party == nil) else {
                throw ValidationError("give --role and --party, or none of both")
            }
        }

        func run() async throws {
            var body: JSONObject = ["job_id": .string(job), "notes": .string(notes)]
            body["role"] = role.map(JSONValue.string)
            body["party_id"] = party.map(JSONValue.string)
            let request = JSONValue.object(body)
            try await options.connect { site in
                let reply = try await site.post("job/update", request)
                    .accepted("keep notes with job \(job)")
                options.show(reply.envelope) {
                    [InkedLine("job \(job) \(notes.isEmpty ? "has no notes now" : "noted")")]
                }
            }
        }
    }
}
