public import Domain

/// Why a job was not accepted.
public struct SubmissionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the mistake, such as `loop`, `unknown_table` or `creation_refused`.
    public let code: String
    /// What was wrong, where, and what to do.
    public let message: String
    /// The component to blame, where there is one.
    public let component: String?
    /// The path to what is wrong: inside the component for a DSL, inside the conf otherwise.
    public let field: String?
    /// The job, when it got an id before it failed.
    public let job: JobID?

    /// What the job would lack, where that is the reason.
    public let finding: JobFinding?

    /// Makes an error.
    public init(
        code: String, message: String, component: String? = nil, field: String? = nil,
        job: JobID? = nil, finding: JobFinding? = nil
    ) {
        self.code = code
        self.message = message
        self.component = component
        self.field = field
        self.job = job
        self.finding = finding
    }

    /// The refusal of a job for what it would lack.
    public init(_ finding: JobFinding) {
        self.init(
            code: finding.code.rawValue, message: finding.message, component: finding.component,
            finding: finding)
    }

    /// The refusal of a DSL and a conf that do not make a job.
    /// - Parameter party: whose part of it they do not make, where it is one's alone.
    public init(_ error: JobSpecificationError, at party: Party? = nil, job: JobID? = nil) {
        self.init(
            code: error.code, message: (party.map { "\($0): " } ?? "") + "\(error)",
            component: error.component, field: error.field, job: job)
    }

    /// What another site is told: the message, and the name of the mistake behind it.
    public var reason: String { "\(message) (\(code))" }

    public var description: String { message }
}
