import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job logs`.
    struct Logs: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch what the workers of a job wrote, as a tar.gz file.")

        @Argument(help: "The job.")
        var job: String

        @Option(name: [.short, .long], help: "The file to write; by default job_<id>_log.tar.gz.")
        var output: String?

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let file = output ?? "job_\(job)_log.tar.gz"
            try await options.connect { site in
                try await site.download("job/log/download", ["job_id": .string(job)], to: file)
                options.show(["job_id": .string(job), "file": .string(file)]) {
                    [InkedLine(file)]
                }
            }
        }
    }
}
