public import EventStore
public import Journal
public import Projections

/// Which streams are not over yet; asked once, at the start.
public protocol OpenStreamSource: Sendable {
    /// Jobs, parties and engines that were open at a position, the oldest job first.
    func openStreams(upTo position: Position) async throws -> [StreamIdentity]
}

/// Reads them off the views, so that a start does not fold all jobs that ever were.
public struct ViewOpenStreams: OpenStreamSource {
    private let projector: Projector
    private let views: ViewStore

    /// Makes a source over these views.
    public init(projector: Projector, views: ViewStore) {
        self.projector = projector
        self.views = views
    }

    public func openStreams(upTo position: Position) async throws -> [StreamIdentity] {
        try await projector.wait(for: position)
        return try views.openStreams()
    }
}
