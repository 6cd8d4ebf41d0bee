/// Rewrites the references of a DSL of version 1 to tables of the conf.
enum VersionOneReferences {
    /// The DSL with each `args.KEY` replaced, or left out where `replace` gives `nil`; whatever has
    /// another shape stays as it is.
    static func mapped(
        _ source: JSONValue, _ replace: (VersionOneDSL.Argument) -> String?
    ) -> JSONValue {
        member("components", of: source) { components in
            each(components) { name, component in
                member("input", of: component) { input in
                    member("data", of: input) { data in
                        each(data) { key, list in
                            references(list, of: name, "input.data.\(key)", replace)
                        }
                    }
                }
            }
        }
    }

    private static func references(
        _ list: JSONValue, of component: String, _ field: String,
        _ replace: (VersionOneDSL.Argument) -> String?
    ) -> JSONValue {
        guard let items = list.array else { return list }
        var kept: [JSONValue] = []
        for item in items {
            guard let key = item.string.flatMap(key) else {
                kept.append(item)
                continue
            }
            let argument = VersionOneDSL.Argument(component: component, field: field, key: key)
            if let text = replace(argument) { kept.append(.string(text)) }
        }
        return .array(kept)
    }

    /// The table that a reference means; `nil` for a reference to a component.
    private static func key(_ reference: String) -> String? {
        let parts = reference.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "args" else { return nil }
        return ComponentName(String(parts[1]))?.text
    }

    private static func member(
        _ key: String, of value: JSONValue, _ change: (JSONValue) -> JSONValue
    ) -> JSONValue {
        guard var members = value.object, let member = members[key] else { return value }
        members[key] = change(member)
        return .object(members)
    }

    private static func each(
        _ value: JSONValue, _ change: (String, JSONValue) -> JSONValue
    ) -> JSONValue {
        guard let members = value.object else { return value }
        return .object(JSONObject(members.map { ($0, change($0, $1)) }))
    }
}
