public import Domain

/// Why a job was not accepted.
public struct SubmissionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the mistake, such as `loop`, `unknown_table` or `creation_refused`.
    public let code: String
    /// What was wrong, where, and what to do.
    public let message: String
    /// The job, when it got an id before it failed.
    public let job: JobID?

    /// What the job would lack, where that is the reason.
    public let finding: JobFinding?

    /// Makes an error.
    public init(
        code: String, message: String, job: JobID? = nil, finding: JobFinding? = nil
    ) {
        self.code = code
        self.message = message
        self.job = job
        self.finding = finding
    }

    /// The refusal of a job for what it would lack.
    public init(_ finding: JobFinding) {
        self.init(code: finding.code.rawValue, message: finding.message, finding: finding)
    }

    public var description: String { message }
}
