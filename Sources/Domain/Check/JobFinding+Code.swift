extension JobFinding {
    /// What is lacking. Where the submission of a job is refused for it, this is the refusal's code.
    public enum Code: String, Sendable, CaseIterable {
        // The way to the parties.
        /// Nothing says where the party lives.
        case noRoute = "no_route"
        /// The job's initiator lives at another site.
        case initiatorElsewhere = "initiator_elsewhere"
        /// The party's site does not answer.
        case unreachable
        /// The site that is asked says that the party does not live there.
        case unknownParty = "unknown_party"
        /// The party's site takes no jobs of this initiator.
        case permission
        /// The party's site refused to look.
        case refused
        /// The party's site does not know how to look, as those of FATE 1.x.
        case notChecked = "not_checked"

        // What runs there.
        case unknownModule = "unknown_module"
        case unknownProvider = "unknown_provider"
        case providerVersion = "provider_version"
        /// No role of the job runs the module.
        case roleWithoutModule = "role_without_module"
        case redundantParameter = "redundant_parameter"
        case parameterValue = "parameter_value"

        // What it reads.
        /// A Reader does not say which table it reads.
        case missingTable = "missing_table"
        case unknownTable = "unknown_table"
        /// The table lacks the columns that a component reads of it, or their names.
        case tableSchema = "table_schema"
        case unknownModel = "unknown_model"
        case modelNotDeployed = "model_not_deployed"
        /// A train job would change a model that predict jobs use.
        case modelDeployed = "model_deployed"
        case unknownTraining = "unknown_training"
        /// The model has nothing that the component has trained.
        case missingComponentModel = "missing_component_model"

        /// A component of an earlier job cannot be taken over.
        case notInheritable = "not_inheritable"

        // What it takes.
        /// More cores than one job may take of the engine.
        case resourcesExceeded = "resources_exceeded"
        /// The parties at one engine want more cores together than it has.
        case coresNever = "cores_never"
        /// Too few cores are free now.
        case cores
        /// More memory than the engine has.
        case memoryNever = "memory_never"
        /// Too little memory is free now.
        case memory
    }

    /// How much it stands in the way.
    public var severity: Severity {
        switch code {
        case .cores, .memory: .waits
        case .notChecked: .unknown
        case .noRoute, .initiatorElsewhere, .unreachable, .unknownParty, .permission, .refused,
            .unknownModule, .unknownProvider, .providerVersion, .roleWithoutModule,
            .redundantParameter, .parameterValue, .missingTable, .unknownTable, .tableSchema,
            .unknownModel, .modelNotDeployed, .modelDeployed, .unknownTraining,
            .missingComponentModel, .notInheritable, .resourcesExceeded, .coresNever,
            .memoryNever:
            .missing
        }
    }

    /// Whether it keeps the party's site from looking further.
    public var hidesTheRest: Bool {
        switch code {
        case .noRoute, .unreachable, .unknownParty, .permission, .refused, .notChecked: true
        case .initiatorElsewhere, .unknownModule, .unknownProvider, .providerVersion,
            .roleWithoutModule, .redundantParameter, .parameterValue, .missingTable,
            .unknownTable, .tableSchema, .unknownModel, .modelNotDeployed, .modelDeployed,
            .unknownTraining, .missingComponentModel, .notInheritable, .resourcesExceeded,
            .coresNever, .cores, .memoryNever, .memory:
            false
        }
    }

    /// Whether it is about the model that the conf names, so that there is no DSL without it.
    public var isAboutTheModel: Bool {
        switch code {
        case .unknownModel, .modelNotDeployed, .modelDeployed, .unknownTraining: true
        case .noRoute, .initiatorElsewhere, .unreachable, .unknownParty, .permission, .refused,
            .notChecked, .unknownModule, .unknownProvider, .providerVersion, .roleWithoutModule,
            .redundantParameter, .parameterValue, .missingTable, .unknownTable, .tableSchema,
            .missingComponentModel, .notInheritable, .resourcesExceeded, .coresNever, .cores,
            .memoryNever, .memory:
            false
        }
    }

    /// What the numbers count; `nil` where it is about no amount.
    public var resource: ResourceKind? {
        switch code {
        case .resourcesExceeded, .coresNever, .cores: .cores
        case .memoryNever, .memory: .memory
        case .noRoute, .initiatorElsewhere, .unreachable, .unknownParty, .permission, .refused,
            .notChecked, .unknownModule, .unknownProvider, .providerVersion, .roleWithoutModule,
            .redundantParameter, .parameterValue, .missingTable, .unknownTable, .tableSchema,
            .unknownModel, .modelNotDeployed, .modelDeployed, .unknownTraining,
            .missingComponentModel, .notInheritable:
            nil
        }
    }
}
