import ArgumentParser
import Domain

/// `clotho queue …`.
struct QueueCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Work with the jobs that wait.",
        subcommands: [Clean.self])

    /// `clotho queue clean`.
    struct Clean: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cancel every job that waits in the queue of this site.",
            discussion: "Jobs that run go on. Jobs whose initiator lives elsewhere are left alone.")

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let reply = try await site.post("job/clean/queue", [:])
                    .accepted("clean the queue")
                let jobs = (reply.data.object ?? [:]).keys
                options.show(reply.data) {
                    jobs.isEmpty
                        ? [InkedLine("no job waits")]
                        : jobs.map { InkedLine("job \($0) canceled") }
                }
            }
        }
    }
}
