public import Domain
public import EventStore
import Journal
public import Storage

/// Exports a site's log together with the artifacts that its events name, such as models.
public struct SiteExport {
    private let log: any EventLogReader
    private let key: SiteKey
    private let blobs: BlobStore

    /// Makes an export of a log with the site's key and its artifacts.
    public init(log: any EventLogReader, key: SiteKey, blobs: BlobStore) {
        self.log = log
        self.key = key
        self.blobs = blobs
    }

    /// Writes a segment; `progress` is told how many of how many positions were read.
    public func write(
        _ request: SegmentRequest, to path: String, createdAt: Timestamp,
        progress: (SegmentExport.Progress) -> Void = { _ in }
    ) throws -> SegmentTrailer {
        var references = ArtifactReferences()
        let export = try SegmentExport(
            request, from: log, key: key, createdAt: createdAt.millisecondsSinceEpoch)
        // Only a selection brings its files: the models of a whole log are another matter.
        let isSelection = request.selection != nil
        return try export.write(
            to: path,
            artifacts: { artifacts in
                for digest in references.digests where blobs.contains(digest) {
                    try add(digest, to: artifacts)
                }
            },
            seeing: { events in
                if isSelection { for event in events { references.add(event) } }
            }, progress: progress)
    }

    private func add(_ digest: String, to artifacts: SegmentArtifacts) throws {
        var reader = try FileReader(path: try blobs.path(digest))
        guard let hash = TreeHash(hex: digest) else { return }
        let artifact = SegmentArtifact(digest: hash, byteCount: UInt64(reader.byteCount))
        try artifacts.add(artifact) { try reader.next() ?? [] }
    }
}
