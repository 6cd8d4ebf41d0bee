extension JobSpecification {
    /// What each Reader is told at each place of each role (FATE's `get_input_parameters`).
    ///
    /// Only role parameters count, and only roles that have some are named; a later layer
    /// replaces an earlier one whole. A Reader that is told nothing has an empty object.
    public var readerInputs: [Role: [[ComponentName: JSONObject]]] {
        let named = Set(conf.componentParameters.roleNames)
        let roles = conf.roles.filter { named.contains($0.role.rawValue) }
        return Dictionary(
            uniqueKeysWithValues: roles.map { role in
                let layers = conf.componentParameters.layers(ofRole: role.role.rawValue)
                return (role.role, role.ids.indices.map { readers(at: $0, layers) })
            })
    }

    private func readers(
        at place: Int, _ layers: [ParameterScopes.Layer]
    ) -> [ComponentName: JSONObject] {
        let told = layers.filter { $0.matches(place) }.map(\.parameters)
        return Dictionary(
            uniqueKeysWithValues: dsl.readers.map { reader in
                (reader.name, told.compactMap { $0[reader.name.text]?.object }.last ?? [:])
            })
    }
}
