/// Who takes part in a job and with which parameters, checked (FATE's conf version 2).
public struct RuntimeConf: Hashable, Sendable {
    /// The party whose site schedules the job.
    public let initiator: Party
    /// The roles and who fills them, in the order written.
    public let roles: [RoleParties]
    /// The conf as written, with party ids as numbers; unknown members are kept.
    public let members: JSONObject
    /// What the job does.
    public let mode: DSL.Mode
    let jobParameters: ParameterScopes
    let componentParameters: ParameterScopes
    let providers: ParameterScopes

    /// Checks a conf as FATE-Flow does at submit (`utils/job_utils.py`, `utils/schedule_utils.py`).
    ///
    /// What needs the DSL too is checked by `JobSpecification`; what needs the modules, by each
    /// party. Only version 2 is read; a conf without `dsl_version` is of version 1.
    public init(_ value: JSONValue) throws(ConfError) {
        guard var members = value.object, !members.isEmpty else {
            throw ConfError(.missingConf, message: "There is no runtime conf: give an object")
        }
        let (initiator, roles) = try Self.parties(of: members)
        guard members["dsl_version"] == 2 || members["dsl_version"] == "2" else {
            throw ConfError(
                .confVersionNotSupported, field: "dsl_version",
                message: "Only version 2 of the runtime conf is supported: "
                    + "set dsl_version to 2 and use its form")
        }
        members["initiator"] = [
            "role": .string(initiator.role.rawValue),
            "party_id": .integer(Int64(initiator.id.number)),
        ]
        members["role"] = .object(JSONObject(roles.map { ($0.role.rawValue, $0.json) }))
        self.initiator = initiator
        self.roles = roles
        self.members = members
        jobParameters = try ParameterScopes(members["job_parameters"], field: "job_parameters")
        componentParameters = try ParameterScopes(
            members["component_parameters"], field: "component_parameters")
        providers = try ParameterScopes(members["provider"], field: "provider")
        mode = try JobParameters.mode(jobParameters.common["job_type"])
        try componentParameters.checkMembers(mustBe: "an object") { $0.object != nil }
        try providers.checkMembers(mustBe: "text such as \"fate@1.11.2\"") {
            $0.string.flatMap(ProviderChoice.init) != nil
        }
    }

    /// All parties, in the order of `conf.role`.
    public var parties: [Party] { roles.flatMap(\.parties) }

    /// The place of a party in the list of its role; `nil` for a party that takes no part.
    public func place(of party: Party) -> Int? {
        roles.first { $0.role == party.role }?.ids.firstIndex(of: party.id)
    }
}

extension RuntimeConf {
    private static func parties(
        of members: JSONObject
    ) throws(ConfError) -> (Party, [RoleParties]) {
        guard let initiator = members["initiator"]?.object else {
            throw ConfError(
                .missingInitiator, field: "initiator",
                message: "The conf has no initiator: give its role and party_id")
        }
        guard let role = members["role"] else {
            throw ConfError(
                .missingRole, field: "role",
                message: "The conf has no role: give the party ids of each role")
        }
        guard let initiatorRole = initiator["role"] else {
            throw ConfError(
                .missingInitiatorRole, field: "initiator.role",
                message: "The conf's initiator has no role: give the role of the initiator")
        }
        guard let initiatorID = initiator["party_id"] else {
            throw ConfError(
                .missingInitiatorPartyID, field: "initiator.party_id",
                message: "The conf's initiator has no party_id: give the id of the initiator")
        }
        let roles = try RoleParties.all(of: role)
        let id = try PartyID(initiatorID, field: "initiator.party_id")
        let own = roles.first { .string($0.role.rawValue) == initiatorRole }
        guard let own, own.ids.contains(id) else {
            throw ConfError(
                .initiatorNotAParty, field: "initiator",
                message: "The initiator, \(initiatorRole.string ?? "?") \(id), "
                    + "is not one of the parties in role: \(role.text())")
        }
        return (Party(own.role, id), roles)
    }
}
