import API
import Federation
import Logging
import Projections
import Scheduler
import ServiceLifecycle
import Workers

/// Follows the log into the views until the server stops; while it does not lead, follows the views
/// that the leader makes.
struct ProjectorService: Service {
    let projector: Projector
    let leadership: Leadership
    /// What the one that makes the views rings.
    let bell: String

    func run() async throws {
        try await untilShutdown {
            if await !leadership.isLeading {
                try await withThrowingTaskGroup { group in
                    group.addTask { try await projector.follow(bell: bell) }
                    group.addTask { try await leadership.untilLeading() }
                    try await group.next()
                    group.cancelAll()
                }
            }
            try await projector.run()
        }
    }
}

/// Moves jobs from the moment at which the server leads until it stops.
struct CoordinatorService: Service {
    let coordinator: Coordinator
    let leadership: Leadership

    func run() async throws {
        try await untilShutdown {
            try await leadership.untilLeading()
            try await coordinator.run()
        }
    }
}

/// Removes uploaded files that are not needed any more.
struct UploadSweeperService: Service {
    let sweeper: UploadSweeper
    let leadership: Leadership

    func run() async throws {
        try await untilShutdown {
            try await leadership.untilLeading()
            try await sweeper.run()
        }
    }
}

/// Has workers ready before the first task asks for one.
struct StandbyService: Service {
    let launcher: LocalWorkerLauncher
    let leadership: Leadership
    let logger: Logger

    func run() async throws {
        try await untilShutdown {
            try await leadership.untilLeading()
            do {
                try await launcher.standBy()
            } catch {
                logger.warning("No worker could be made ready ahead of its task: \(error)")
            }
        }
        try? await gracefulShutdown()
    }
}

extension Service {
    /// Cancels the work when the server stops; that it ended by this is no failure.
    func untilShutdown(_ work: @Sendable @escaping () async throws -> Void) async throws {
        do {
            try await cancelWhenGracefulShutdown(work)
        } catch is CancellationError {
            return
        }
    }
}

/// Closes the connections to other sites when everything that uses them has ended.
struct PartyTransportService: Service {
    let transport: HTTPPartyTransport

    func run() async throws {
        try? await gracefulShutdown()
        try await transport.close()
    }
}

/// Closes the connections to the leader when everything that uses them has ended.
struct LeaderClientService: Service {
    let client: LeaderClient

    func run() async throws {
        try? await gracefulShutdown()
        try await client.close()
    }
}
