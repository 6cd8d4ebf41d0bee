import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job why`.
    struct Why: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say why a job waits, who holds what it wants, and what would help.",
            discussion: """
                Shows every reason with its party, what is wanted and what there is, since when it \
                holds, and the smallest change that would take it away; then what each component \
                waits for. With --at, the reasons of that moment.
                """)

        @Argument(help: "The job.")
        var job: String

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let moment = try past.moment()
            try await options.connect { site in
                let reply = try await site.waitingReply(job, at: moment)
                options.show(reply) { WaitDrawing(reply.data).lines }
            }
        }
    }
}

extension TaskCommands {
    /// `clotho task why`.
    struct Why: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what one component of a job waits for.")

        @Argument(help: "The job.")
        var job: String

        @Argument(help: "The component.")
        var component: String

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let moment = try past.moment()
            try await options.connect { site in
                let reply = try await site.waitingReply(job, at: moment)
                let drawing = WaitDrawing(reply.data)
                options.show(drawing.task(component) ?? .null) {
                    drawing.lines(of: component)
                        ?? [InkedLine("\(component) does not wait")]
                }
            }
        }
    }
}

extension SiteConnection {
    /// The answer of `job/why`, now or at a moment.
    fileprivate func waitingReply(_ job: String, at moment: JSONValue?) async throws -> SiteReply {
        return try await get("job/why", [("job_id", job)] + PastOption.query(at: moment))
            .accepted("say why job \(job) waits")
    }
}
