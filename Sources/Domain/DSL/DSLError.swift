/// Why a DSL is refused: what is wrong, where, and what to do.
public struct DSLError: Error, Hashable, Sendable {
    /// The kind of mistake; one exception class of FATE-Flow `utils/dsl_exception.py` each, except
    /// where noted.
    public enum Code: String, Sendable, CaseIterable {
        case missingDSL = "missing_dsl"
        case missingComponents = "missing_components"
        case missingModule = "missing_module"
        case badComponentName = "bad_component_name"
        case outputNotObject = "output_not_object"
        case outputValueNotList = "output_value_not_list"
        /// FATE accepts it and reads the first of the two.
        case duplicateOutputName = "duplicate_output_name"
        case inputNotObject = "input_not_object"
        case inputValueNotList = "input_value_not_list"
        case inputDataNotObject = "input_data_not_object"
        /// FATE reads the first and the last part of whatever it finds.
        case badReference = "bad_reference"
        case unknownUpstreamComponent = "unknown_upstream_component"
        case unknownUpstreamOutput = "unknown_upstream_output"
        case loop
        /// A deploy names a component that the trained DSL does not have.
        case deployUnknownComponent = "deploy_unknown_component"
        /// DSL version 1: names are a prefix and a number, and the numbers of a prefix go from 0 on.
        case nameIndex = "name_index"
        /// DSL version 1: components of one prefix are of one module.
        case prefixModules = "prefix_modules"
        /// DSL version 1: `args.KEY` is read, and no role has a table for it.
        case argsDataMissing = "args_data_missing"
    }

    /// The kind of mistake.
    public let code: Code
    /// The component as written, where one is to blame.
    public let component: String?
    /// The path inside the component, such as `input.data.train_data`.
    public let field: String?
    /// A sentence for the author of the DSL.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, component: String? = nil, field: String? = nil, message: String) {
        self.code = code
        self.component = component
        self.field = field
        self.message = message
    }
}

extension DSLError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}

extension DSLError {
    /// The error of a field whose value has the wrong shape.
    static func shape(
        _ code: Code, _ component: String, _ field: String, mustBe shape: String
    ) -> DSLError {
        DSLError(
            code, component: component, field: field,
            message: "Component \(component): \(field) must be \(shape)")
    }
}
