import ArgumentParser

/// The commands that talk to a server.
enum ClientCommands {
    static let all: [any ParsableCommand.Type] = [
        DataCommands.self, JobCommands.self, TaskCommands.self, MetricCommands.self,
        EngineCommands.self, QueueCommands.self, LogCommands.self, SegmentCommands.self,
        TableCommands.self,
        ModelCommands.self, SiteCommands.self,
        AuditCommands.self, PeerCommands.self, PartyCommands.self,
        ProjectionCommands.self, ReplayCommand.self,
    ]
}
