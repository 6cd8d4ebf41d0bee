import Domain
import EventStore
import Journal
import Projections

/// Removes uploaded files that no job will read any more.
///
/// An uploaded file belongs to its job from the submission on; what an earlier server left half
/// received belongs to nobody.
public struct UploadSweeper: Sendable {
    private let site: Site
    /// What lay there before the site took requests.
    private let found: [String]
    /// Nobody waits for a file to be gone: events are looked through a few times a second.
    private static let pauseLength = Duration.milliseconds(100)

    /// Makes a sweeper and looks what is there; to be made before the site takes requests.
    public init(_ site: Site) {
        self.site = site
        let directory = site.directories.uploads
        found = FileSystem.files(below: directory).map { "\(directory)/\($0.name)" }
    }

    /// Removes what is left over, then each file when its job ends, until the log closes.
    public func run() async throws {
        let position = site.log.head
        try await site.settle()
        let needed = Set(try await site.views.uploadsAtWork())
        for path in found where !needed.contains(path) { FileSystem.remove(path) }
        let events = site.log.subscribe(after: position).paced {
            _ = try? await Task.sleep(for: Self.pauseLength)
        }
        for try await batch in events {
            for event in batch where event.envelope.type == "job.ended" {
                // A job that ended elsewhere may have the id of one that is at work here.
                guard !event.isForeign(at: site.log.site),
                    case .job(let job) = StreamIdentity(event.envelope.stream)
                else { continue }
                try await remove(uploadOf: job, at: event.position)
            }
        }
    }

    private func remove(uploadOf job: JobID, at position: Position) async throws {
        try await site.projector.wait(for: position)
        guard let path = try await site.views.uploadedFile(of: job),
            path.hasPrefix(site.directories.uploads + "/")
        else { return }
        FileSystem.remove(path)
    }
}
