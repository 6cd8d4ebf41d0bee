/// Parameters for all parties and for some: `{"common": {…}, "role": {ROLE: {INDEX: {…}}}}`.
///
/// INDEX names places in `conf.role[ROLE]`: `0`, `0|2` or `all`.
struct ParameterScopes: Hashable, Sendable {
    let common: JSONObject
    private let roles: JSONObject
    private let field: String

    /// Reads one of the conf's three scoped members; a missing one is empty.
    init(_ value: JSONValue?, field: String) throws(ConfError) {
        let scopes = try Self.object(value, field)
        common = try Self.object(scopes["common"], "\(field).common")
        roles = try Self.object(scopes["role"], "\(field).role")
        self.field = field
        for (role, indexes) in roles {
            for (index, layer) in try Self.object(indexes, "\(field).role.\(role)") {
                _ = try Self.object(layer, "\(field).role.\(role).\(index)")
            }
        }
    }

    private static func object(
        _ value: JSONValue?, _ field: String
    ) throws(ConfError) -> JSONObject {
        guard let value else { return [:] }
        guard let object = value.object else { throw .badValue(field, mustBe: "an object") }
        return object
    }

    /// Parameters for some places of a role.
    struct Layer {
        let index: String
        let field: String
        let parameters: JSONObject

        func matches(_ place: Int) -> Bool { index == "all" || places.contains("\(place)") }

        /// The places that the index names, as written.
        var places: [Substring] { index.split(separator: "|") }
    }

    /// The roles that have parameters of their own, as written.
    var roleNames: [String] { roles.keys }

    /// The layers of a role, in the order of the conf.
    func layers(ofRole role: String) -> [Layer] {
        (roles[role]?.object ?? [:]).map { index, parameters in
            Layer(
                index: index, field: "\(field).role.\(role).\(index)",
                parameters: parameters.object ?? [:])
        }
    }

    /// What counts for one party, weakest first: the common parameters, then every matching layer
    /// in the order of the conf (`all` is no weaker than an index).
    func parameters(for role: Role, at place: Int) -> [JSONObject] {
        [common] + layers(ofRole: role.rawValue).filter { $0.matches(place) }.map(\.parameters)
    }

    /// Checks every member of every scope, such as one component's parameters.
    func checkMembers(
        mustBe shape: String, _ isGood: (JSONValue) -> Bool
    ) throws(ConfError) {
        let layers = roles.keys.flatMap(layers(ofRole:)).map { ($0.field, $0.parameters) }
        for (field, members) in [("\(field).common", common)] + layers {
            for (name, value) in members where !isGood(value) {
                throw .badValue("\(field).\(name)", mustBe: shape)
            }
        }
    }
}
