extension JobSpecification {
    /// Modules in which the guest may only hold the keys if it holds everything
    /// (FATE-Flow `utils/schedule_utils.py`); compared without case.
    private static let generalisedLinearModules: Set<String> = [
        "heterolr", "heterolinr", "heteropoisson",
    ]

    /// A guest that is also the arbiter could read the hosts' data, unless it is the only host.
    func checkPartyConstraint() throws(ConfError) {
        let guests = ids(.guest)
        let arbiters = ids(.arbiter)
        let hosts = ids(.host)
        let shared = guests.intersection(arbiters)
        guard !hosts.isEmpty, !shared.isEmpty else { return }
        if shared.isSubset(of: hosts), shared.count == hosts.count { return }
        for component in dsl.components
        where Self.generalisedLinearModules.contains(component.module.lowercased()) {
            throw ConfError(
                .partyConstraint, component: component.name.text, field: "role",
                message: "Component \(component.name): \(component.module) does not allow that "
                    + "a guest is also the arbiter, unless it is the only host: "
                    + "choose another arbiter")
        }
    }

    private func ids(_ role: Role) -> Set<PartyID> {
        Set(conf.roles.filter { $0.role == role }.flatMap(\.ids))
    }

    /// A time-out of a component that there is not would silently be nobody's. What a predict job has
    /// from its training may be of a component that is not deployed.
    func checkTimedComponents() throws(ConfError) {
        guard conf.mode == .train else { return }
        let known = dsl.components.map(\.name.text)
        let timed = parties.flatMap { jobParameters(for: $0)?.timedComponents ?? [] }
        guard let stranger = timed.first(where: { !known.contains($0) }) else { return }
        let field = "job_parameters: task_conf.\(stranger).task_timeout"
        throw ConfError(
            .badValue, field: field,
            message: "\(field) in the conf is of no component of the DSL; it has "
                + known.joined(separator: ", "))
    }

    /// A table for a place that no party fills would silently be read by nobody.
    func checkReaderPlaces() throws(ConfError) {
        let readers = Set(dsl.readers.map(\.name.text))
        for role in conf.componentParameters.roleNames {
            let count = conf.roles.first { $0.role.rawValue == role }?.ids.count ?? 0
            for layer in conf.componentParameters.layers(ofRole: role) {
                guard let reader = layer.parameters.keys.first(where: readers.contains),
                    layer.index != "all"
                else { continue }
                for place in layer.places where !(0..<count).contains(Int(place) ?? -1) {
                    throw ConfError(
                        .roleIndexOutOfRange, component: reader, field: layer.field,
                        message: "\(layer.field) gives \(reader) a table for place \(place), "
                            + "but role has \(count) \(role) parties, counted from 0")
                }
            }
        }
    }
}

extension DSL {
    /// The components that read tables of the site.
    var readers: [DSLComponent] { components.filter { $0.module == "Reader" } }
}
