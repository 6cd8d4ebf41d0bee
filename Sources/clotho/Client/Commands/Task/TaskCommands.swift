import ArgumentParser
import Domain

/// `clotho task …`.
struct TaskCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Look at the tasks of a job.",
        subcommands: [List.self, Why.self])

    /// `clotho task list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tasks of a job at each party, oldest first.")

        @Argument(help: "The job.")
        var job: String

        @Option(help: "How many rows at most; 0 for all.")
        var limit = 0

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body = try past.adding(
                to: ["job_id": .string(job), "limit": .integer(Int64(limit))])
            try await options.connect { site in
                let reply = try await site.post("job/list/task", body).accepted("list tasks")
                options.show(reply) { JobRows.taskTable(reply.data).lines() }
            }
        }
    }
}
