import ArgumentParser

/// `clotho segment …`: reads files made by `clotho log export`, without any server.
struct SegmentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment",
        abstract: "Look into segments: pieces of a log as files. Needs no server.",
        subcommands: [
            List.self, Show.self, Verify.self, Stat.self, Query.self, Diff.self, Extract.self,
        ])
}
