/// A file that travels with a segment, such as a model.
public struct SegmentArtifact: Hashable, Sendable {
    /// SHA-256 of the content: the name by which events speak of it.
    public let digest: TreeHash
    /// The length of the content in bytes.
    public let byteCount: UInt64

    /// Describes an artifact.
    public init(digest: TreeHash, byteCount: UInt64) {
        self.digest = digest
        self.byteCount = byteCount
    }
}
