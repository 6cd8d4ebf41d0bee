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

    /// The component to blame, where there is one.
    public var component: String? {
        switch self {
        case .dsl(let error): error.component
        case .conf(let error): error.component
        }
    }

    /// The path to what is wrong: inside the component for a DSL, inside the conf otherwise.
    public var field: String? {
        switch self {
        case .dsl(let error): error.field
        case .conf(let error): error.field
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
