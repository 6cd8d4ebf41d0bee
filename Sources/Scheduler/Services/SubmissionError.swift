public import Domain

/// Why a job was not accepted.
public struct SubmissionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the mistake, such as `loop`, `unknown_table` or `creation_refused`.
    public let code: String
    /// What was wrong, where, and what to do.
    public let message: String
    /// The job, when it got an id before it failed.
    public let job: JobID?

    /// Makes an error.
    public init(code: String, message: String, job: JobID? = nil) {
        self.code = code
        self.message = message
        self.job = job
    }

    public var description: String { message }
}
