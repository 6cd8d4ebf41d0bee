import ArgumentParser

/// `clotho job …`.
struct JobCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "Submit, watch, stop and rerun federated jobs.",
        subcommands: [
            Submit.self, Check.self, List.self, Show.self, Watch.self, Why.self, Diff.self,
            Stop.self, Rerun.self, Update.self, Note.self, Clean.self, Logs.self, Evidence.self,
        ])

    /// What `--watch` ends with, so that scripts need not read the text.
    static let watchDiscussion =
        "Ends with status 0 if the job succeeded, 2 if it failed or timed out, 3 if it was canceled."
}
