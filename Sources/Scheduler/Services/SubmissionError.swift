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

/// A job that was accepted and created at all its parties.
public struct SubmittedJob: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// FATE's id of the model that the parties train.
    public let modelID: String
    /// FATE's version of it: the id of the training job.
    public let modelVersion: String
}
