/// Takes the lists of a role's parameters apart, party by party (conf version 1).
struct RoleLists {
    private let role: RoleParties

    init(_ role: RoleParties) { self.role = role }

    private var field: String { "role_parameters.\(role.role.rawValue)" }

    /// What each place is told: the parameters of components, and the tables of `args.data`.
    func split(
        _ value: JSONValue?
    ) throws(ConfError) -> (parameters: [JSONObject], tables: [JSONObject]) {
        guard let value else { return (places([:]), places([:])) }
        guard var components = value.object else { throw .badValue(field, mustBe: "an object") }
        let data = components["args"]?.object?["data"] ?? [:]
        components["args"] = nil
        var parameters = places([:])
        for (component, lists) in components {
            guard lists.object != nil else {
                throw .badValue("\(field).\(component)", mustBe: "an object of lists")
            }
            let values = try values(lists, "\(field).\(component)", of: component)
            for place in parameters.indices { parameters[place][component] = values[place] }
        }
        guard data.object != nil else {
            throw .badValue("\(field).args.data", mustBe: "an object of lists of tables")
        }
        let tables = try values(data, "\(field).args.data", of: Optional<String>.none)
        return (parameters, tables.map { $0.object ?? [:] })
    }

    private func places(_ value: JSONObject) -> [JSONObject] { role.ids.map { _ in value } }

    /// The value for each place; an object is taken apart member by member.
    private func values(
        _ value: JSONValue, _ field: String, of component: String?
    ) throws(ConfError) -> [JSONValue] {
        if let members = value.object {
            var objects = places([:])
            for (key, list) in members {
                let values = try values(list, "\(field).\(key)", of: component)
                for place in objects.indices { objects[place][key] = values[place] }
            }
            return objects.map(JSONValue.object)
        }
        guard let list = value.array else {
            throw ConfError(
                .roleParameterNotList, component: component, field: field,
                message: "\(field) in the conf is \(value.text()): in version 1 it must be a list "
                    + "with one value for each \(role.role.rawValue)")
        }
        guard list.count == role.ids.count else {
            throw ConfError(
                .roleParameterLength, component: component, field: field,
                message: "\(field) in the conf has \(list.count) values, but role."
                    + "\(role.role.rawValue) names \(role.ids.count): give one for each party")
        }
        return list
    }
}
