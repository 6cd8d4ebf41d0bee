public import Domain

/// How a site shows its log to another one. The calls between parties carry offers as an extra
/// field of every status message, and the answers in theirs.
public protocol CheckpointPort: Sendable {
    /// Shows the other site a checkpoint.
    func show(_ offer: CheckpointOffer, to site: String) async throws -> CheckpointAnswer
}
