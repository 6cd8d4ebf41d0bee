import Domain
import EventStore
import Glibc
import Journal

/// Where a history of a job is read: an evidence file, a segment, a data directory or a server.
struct EvidenceSource {
    /// A path, or an address that begins with http:// or https://.
    let place: String

    /// Reads all that the place shows a party of a job; files are verified.
    ///
    /// - Parameter key: The key that a file must be signed with.
    func history(of job: JobID, for party: Party, key: VerifierKey?) async throws -> JobHistory {
        try await ScratchFolder.with { folder in
            guard place.hasPrefix("http://") || place.hasPrefix("https://") else {
                return try Self.explain(place) { try read(place, job, key, folder) }
            }
            let file = "\(folder)/evidence"
            try await SiteConnection.with(place) { site in
                try await site.download(
                    "job/evidence", [("job_id", job.text), ("for", party.description)], to: file)
            }
            return try Self.explain(place) { try read(file, job, key, folder) }
        }
    }

    private func read(
        _ path: String, _ job: JobID, _ key: VerifierKey?, _ folder: String
    ) throws -> JobHistory {
        if Self.isDirectory(path) {
            return try JobHistory(of: job, in: LMDBLogReader(path: path + "/log"))
        }
        var history = JobHistory(of: job)
        let add = { (events: [RecordedEvent]) in
            for event in events { try history.add(event) }
        }
        if try EvidenceFile.isEvidence(path: path) {
            _ = try EvidenceFile(path: path, unpackingTo: "\(folder)/segment").verify(key: key, add)
        } else {
            _ = try SegmentFile(path: path).verify(key: key, add)
        }
        return history
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Turns what is wrong with a file or a log into a clear error that names it.
    static func explain<Answer>(_ place: String, _ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.badInput, "\(place): \(error)")
        }
    }
}
