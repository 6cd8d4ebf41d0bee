/// The organisations that fill a role, in the order of the conf.
public struct RoleParties: Hashable, Sendable {
    /// The role.
    public let role: Role
    /// The organisations; the place in this list is the index that parameters are given for.
    public let ids: [PartyID]

    /// Makes the seats of a role.
    public init(_ role: Role, _ ids: [PartyID]) {
        self.role = role
        self.ids = ids
    }

    /// The seats.
    public var parties: [Party] { ids.map { Party(role, $0) } }
}

extension RoleParties {
    /// Reads `conf.role`; ids may be written as numbers or as numeric text.
    static func all(of value: JSONValue) throws(ConfError) -> [RoleParties] {
        guard let roles = value.object else {
            throw .badValue("role", mustBe: "an object such as {\"guest\": [9999]}")
        }
        var all: [RoleParties] = []
        for (name, list) in roles {
            guard let role = Role(rawValue: name) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConfError(
                    .unknownRole, field: "role.\(name)",
                    message: "role in the conf has \"\(name)\"; the roles are \(known)")
            }
            guard let items = list.array else {
                throw .badValue("role.\(name)", mustBe: "a list of party ids")
            }
            var ids: [PartyID] = []
            for item in items { ids.append(try PartyID(item, field: "role.\(name)")) }
            if Set(ids).count < ids.count {
                throw ConfError(
                    .duplicateParty, field: "role.\(name)",
                    message: "role.\(name) in the conf names a party twice")
            }
            all.append(RoleParties(role, ids))
        }
        return all
    }

    var json: JSONValue { .array(ids.map { .integer(Int64($0.number)) }) }
}

extension PartyID {
    /// Reads an id that is written as a number or as numeric text.
    init(_ value: JSONValue, field: String) throws(ConfError) {
        guard let number = value.integer ?? value.string.flatMap({ Int($0) }), number >= 0 else {
            throw ConfError(
                .badPartyID, field: field,
                message: "\(field) in the conf has \(value.text()), which is not a party id: "
                    + "write a whole number")
        }
        self.init(number)
    }
}
