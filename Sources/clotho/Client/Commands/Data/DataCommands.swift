import ArgumentParser

/// `clotho data …`.
struct DataCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Bring data to the site.", subcommands: [Upload.self])
}
