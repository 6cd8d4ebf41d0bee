/// One attempt of a job, as a person names it: `JOB`, or `JOB@VERSION` for the state of its
/// components before any of them was run in a later version.
public struct AttemptName: Hashable, Sendable, CustomStringConvertible {
    /// The job.
    public let job: JobID
    /// The highest task version that counts; `nil` for the newest of each component.
    public let version: Int?

    /// Makes a name.
    public init(job: JobID, version: Int? = nil) {
        self.job = job
        self.version = version
    }

    /// Reads `JOB`, `JOB@1` or `JOB:1`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "@:".contains($0) })
        guard let job = parts.first.flatMap({ JobID(String($0)) }) else { return nil }
        guard parts.count == 2 else {
            self.init(job: job)
            return
        }
        guard let version = Int(parts[1]), version >= 0 else { return nil }
        self.init(job: job, version: version)
    }

    /// `JOB`, or `JOB@1`.
    public var description: String { version.map { "\(job)@\($0)" } ?? job.text }
}
