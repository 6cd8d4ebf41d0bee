import ArgumentParser

/// `clotho audit …`.
struct AuditCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Compare what different sites say about a job.",
        subcommands: [Reconcile.self])
}
