import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job diff`.
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say in what two jobs, or two attempts of one, differ, cause before effect.",
            discussion: """
                First what they are made of: DSL, parties, parameters, providers, data, cores. Then, \
                component by component, what came of it, each with the numbers of the differences \
                it follows from. JOB@VERSION names an attempt: each component as it was before it \
                was run in a later version. Ends with status 0 when nothing but times differs, 1 \
                when something does, 2 when they could not be compared.
                """)

        @Argument(help: "A job, or JOB@VERSION.")
        var left: String

        @Argument(help: "A job, or JOB@VERSION.")
        var right: String

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await compare() } }

        private func compare() async throws {
            let query = [("left", left), ("right", right)] + (try past.query())
            try await options.connect { site in
                let reply = try await site.get("job/diff", query)
                    .accepted("compare the jobs")
                let drawing = DiffDrawing(reply.data)
                options.show(reply) { drawing.lines }
                if !drawing.isEqual { throw FindingStatus.found }
            }
        }
    }
}
