import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a job as it is now, or was: its components, parties, reasons and times."
        )

        @Argument(help: "The job.")
        var job: String

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let moment = try past.moment()
            try await options.connect { site in
                let reply = try await site.jobReply(job, at: moment)
                guard let picture = JobPicture(reply.data) else {
                    throw ClientError(.badAnswer, "job/show did not describe a job.")
                }
                options.show(reply) {
                    JobDrawing(picture: picture, now: reply.time)
                        .lines(columns: Terminal.current.columns)
                }
            }
        }
    }

    /// `clotho job stop`.
    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a job at all its parties.",
            discussion: """
                At a site that takes part in another site's job, that site is asked. Where it does \
                not answer, --alone stops what runs here and frees its cores all the same.
                """)

        @Argument(help: "The job.")
        var job: String

        @Flag(help: "Where the job's coordinator does not answer, stop this site's part alone.")
        var alone = false

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let reply = try await site.post(
                    "job/stop", ["job_id": .string(job), "alone": .bool(alone)]
                ).accepted("stop job \(job)")
                options.show(reply.envelope) { [InkedLine(reply.message)] }
            }
        }
    }
}
