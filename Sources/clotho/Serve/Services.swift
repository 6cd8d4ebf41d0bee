import API
import Federation
import Projections
import Scheduler
import ServiceLifecycle
import Workers

/// Follows the log into the views until the server stops.
struct ProjectorService: Service {
    let projector: Projector

    func run() async throws { try await untilShutdown { try await projector.run() } }
}

/// Moves jobs until the server stops.
struct CoordinatorService: Service {
    let coordinator: Coordinator

    func run() async throws { try await untilShutdown { try await coordinator.run() } }
}

/// Removes uploaded files that are not needed any more.
struct UploadSweeperService: Service {
    let sweeper: UploadSweeper

    func run() async throws { try await untilShutdown { try await sweeper.run() } }
}

/// Has workers ready before the first task asks for one.
struct StandbyService: Service {
    let launcher: LocalWorkerLauncher

    func run() async throws {
        await launcher.standBy()
        try? await gracefulShutdown()
    }
}

extension Service {
    /// Cancels the work when the server stops; that it ended by this is no failure.
    fileprivate func untilShutdown(_ work: @Sendable @escaping () async throws -> Void) async throws
    {
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
