import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job watch`.
    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a job until it ends.", discussion: watchDiscussion)

        @Argument(help: "The job.")
        var job: String

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                try await JobCommands.watch(job, on: site, options)
            }
        }
    }

    /// Shows a job until it ends.
    /// - Throws: the exit status, unless the job succeeded.
    static func watch(
        _ jobID: String, on site: SiteConnection, _ options: ServerOptions
    ) async throws {
        var display = JobDisplay(isJSON: options.json)
        let watcher = JobWatcher(
            site: site, jobID: jobID, refreshInterval: display.refreshInterval)
        let end = try await watcher.run { display.show($0, $1) }
        if let status = exitStatus(end.status) { throw ExitCode(status) }
    }

    /// The status of the command for the end of a job; `nil` for success.
    static func exitStatus(_ status: JobStatus) -> Int32? {
        switch status {
        case .success, .pass: nil
        case .failed, .timeout: 2
        case .canceled: 3
        case .ready, .waiting, .running: 1
        }
    }
}
