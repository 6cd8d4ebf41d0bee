/// A runtime conf of version 1 (FATE up to 1.6), checked.
///
/// Role parameters are lists with one value for each party of the role, at any depth.
public struct VersionOneConf: Hashable, Sendable {
    /// The roles and who fills them, in the order written.
    public let roles: [RoleParties]
    /// What the job does.
    public let mode: DSL.Mode
    /// The conf in version 2, without tables.
    private let members: JSONObject
    private let algorithmParameters: JSONObject
    /// For each role, the parameters of its components at each place.
    private let roleParameters: [Role: [JSONObject]]
    /// For each role, the tables (`args.data`) at each place, by their keys.
    public let tables: [Role: [JSONObject]]

    /// Whether a conf is written in version 1.
    ///
    /// One that names no version but has the members of version 2 lacks its version.
    public static func isForm(of conf: JSONValue) -> Bool {
        guard let members = conf.object, members["component_parameters"] == nil,
            members["dsl_version"] != 2, members["dsl_version"] != "2"
        else { return false }
        return members["role_parameters"] != nil || members["algorithm_parameters"] != nil
    }

    /// Checks a conf: the parties, then every list.
    public init(_ value: JSONValue) throws(ConfError) {
        var members = value.object ?? [:]
        let own = try Self.object(members["role_parameters"], "role_parameters")
        algorithmParameters = try Self.object(
            members["algorithm_parameters"], "algorithm_parameters")
        members["role_parameters"] = nil
        members["algorithm_parameters"] = nil
        if !members.isEmpty { members["dsl_version"] = 2 }
        if let parameters = members["job_parameters"] {
            members["job_parameters"] = ["common": parameters]
        }
        let conf = try RuntimeConf(.object(members))
        (roles, mode, self.members) = (conf.roles, conf.mode, conf.members)
        var (parameters, tables): ([Role: [JSONObject]], [Role: [JSONObject]]) = ([:], [:])
        for role in conf.roles {
            let lists = RoleLists(role)
            (parameters[role.role], tables[role.role]) = try lists.split(own[role.role.rawValue])
        }
        (roleParameters, self.tables) = (parameters, tables)
    }

    /// The conf in version 2, with a table for each of these readers
    /// (FATE-Flow 1.11 `DSLParserV1.convert_conf_v1_to_v2`).
    public func converted(readers: [VersionOneDSL.Reader]) -> JSONValue {
        var byRole: JSONObject = [:]
        for role in roles {
            let layers = role.ids.indices.map { place -> (String, JSONValue) in
                var layer = roleParameters[role.role]?[place] ?? [:]
                for reader in readers {
                    guard let table = tables[role.role]?[place][reader.key] else { continue }
                    layer[reader.name] = ["table": table]
                }
                return ("\(place)", .object(layer))
            }.filter { $0.1 != [:] }
            if !layers.isEmpty { byRole[role.role.rawValue] = .object(JSONObject(layers)) }
        }
        var members = members
        members["component_parameters"] = [
            "common": .object(algorithmParameters), "role": .object(byRole),
        ]
        return .object(members)
    }

    private static func object(
        _ value: JSONValue?, _ field: String
    ) throws(ConfError) -> JSONObject {
        guard let value else { return [:] }
        guard let object = value.object else { throw .badValue(field, mustBe: "an object") }
        return object
    }
}
