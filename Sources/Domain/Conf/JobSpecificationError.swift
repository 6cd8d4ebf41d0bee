/// Why a DSL and a conf do not make a job.
public enum JobSpecificationError: Error, Hashable, Sendable, CustomStringConvertible {
    case dsl(DSLError)
    case conf(ConfError)

    /// The name of the mistake, such as `missing_module`.
    public var code: String {
        switch self {
        case .dsl(let error): error.code.rawValue
        case .conf(let error): error.code.rawValue
        }
    }

    /// The message of the mistake.
    public var description: String {
        switch self {
        case .dsl(let error): error.message
        case .conf(let error): error.message
        }
    }
}
