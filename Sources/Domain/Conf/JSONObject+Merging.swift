extension JSONObject {
    /// Replaces or adds each member of a stronger object.
    func overlaid(with stronger: JSONObject) -> JSONObject {
        stronger.reduce(into: self) { $0[$1.key] = $1.value }
    }

    /// As `overlaid`, but two objects under one key are merged too, at any depth.
    func merged(with stronger: JSONObject) -> JSONObject {
        stronger.reduce(into: self) { result, member in
            if let own = result[member.key]?.object, let other = member.value.object {
                result[member.key] = .object(own.merged(with: other))
            } else {
                result[member.key] = member.value
            }
        }
    }

    /// As `overlaid`, but where the module has a nested parameter object, its members are
    /// replaced one by one. An empty default names no member, so it is a plain value.
    func merged(with stronger: JSONObject, nestedIn defaults: JSONObject) -> JSONObject {
        stronger.reduce(into: self) { result, member in
            if let nested = defaults[member.key]?.object, !nested.isEmpty,
                let own = result[member.key]?.object, let other = member.value.object
            {
                result[member.key] = .object(own.merged(with: other, nestedIn: nested))
            } else {
                result[member.key] = member.value
            }
        }
    }

    /// Without the members that the module's defaults do not have, at any depth.
    func known(in defaults: JSONObject) -> JSONObject {
        JSONObject(
            compactMap { key, value -> (String, JSONValue)? in
                guard let known = defaults[key] else { return nil }
                guard let nested = known.object, !nested.isEmpty, let own = value.object else {
                    return (key, value)
                }
                return (key, .object(own.known(in: nested)))
            })
    }

    /// The paths of members that the module's defaults do not have.
    func redundantPaths(in defaults: JSONObject) -> [String] {
        flatMap { key, value -> [String] in
            guard let known = defaults[key] else { return [key] }
            guard let nested = known.object, !nested.isEmpty, let own = value.object else {
                return []
            }
            return own.redundantPaths(in: nested).map { "\(key).\($0)" }
        }
    }
}
