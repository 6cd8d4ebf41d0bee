import ArgumentParser

/// The command line of Clotho.
@main
struct Clotho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clotho",
        abstract: "Schedules federated learning on an append-only log.",
        subcommands: [Serve.self] + ClientCommands.all)
}
