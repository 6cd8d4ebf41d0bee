/// Why a runtime conf is refused: what is wrong, where, and what to do.
public struct ConfError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of mistake.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no conf, or it is not an object.
        case missingConf = "missing_conf"
        case missingInitiator = "missing_initiator"
        case missingInitiatorRole = "missing_initiator_role"
        case missingInitiatorPartyID = "missing_initiator_party_id"
        case missingRole = "missing_role"
        case unknownRole = "unknown_role"
        case badPartyID = "bad_party_id"
        /// FATE fails later, when the party is asked for a second copy of the job.
        case duplicateParty = "duplicate_party"
        case initiatorNotAParty = "initiator_not_a_party"
        case confVersionNotSupported = "conf_version_not_supported"
        /// A member has a value of the wrong kind or out of its range.
        case badValue = "bad_value"
        case partyConstraint = "party_constraint"
        case roleIndexOutOfRange = "role_index_out_of_range"
        /// No provider of the site has the module.
        case unknownModule = "unknown_module"
        case redundantParameter = "redundant_parameter"
        /// What a component of an earlier job is to be taken over with, and cannot.
        case notInheritable = "not_inheritable"
        /// A predict job has a party that took no part in training.
        case predictPartyNotTrained = "predict_party_not_trained"
        /// Conf version 1: a role parameter is a list with one value for each party of the role.
        case roleParameterNotList = "role_parameter_not_list"
        /// Conf version 1: such a list is shorter or longer than the role.
        case roleParameterLength = "role_parameter_length"
    }

    /// The kind of mistake.
    public let code: Code
    /// The component whose parameters are to blame, where there is one.
    public let component: String?
    /// The path inside the conf, such as `component_parameters.role.host`.
    public let field: String?
    /// A sentence for the author of the conf.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, component: String? = nil, field: String? = nil, message: String) {
        self.code = code
        self.component = component
        self.field = field
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

extension ConfError {
    /// The error of a member whose value is of the wrong kind or out of its range.
    static func badValue(_ field: String, mustBe shape: String) -> ConfError {
        ConfError(.badValue, field: field, message: "\(field) in the conf must be \(shape)")
    }
}
