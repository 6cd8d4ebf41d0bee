/// What a party is in a job.
public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Holds the labels; usually the initiator.
    case guest
    /// Holds features.
    case host
    /// Coordinates and holds keys; has no data.
    case arbiter
    /// A job of one party alone, such as an upload.
    case local
}
