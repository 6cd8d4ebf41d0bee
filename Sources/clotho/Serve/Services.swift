import Projections
import Scheduler
import ServiceLifecycle

/// Follows the log into the views until the server stops.
struct ProjectorService: Service {
    let projector: Projector

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await projector.run() }
    }
}

/// Moves jobs until the server stops.
struct CoordinatorService: Service {
    let coordinator: Coordinator

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await coordinator.run() }
    }
}
