extension JobSpecification {
    /// The parties that have a task of the component: those whose role runs its module.
    public func parties(
        of component: DSLComponent, in catalogue: ModuleCatalogue
    ) throws(ConfError) -> [Party] {
        let module = try catalogue.descriptor(of: component)
        return parties.filter { module.roles.contains($0.role) }
    }

    /// The component as a party sees it; `nil` when the party has no task of it.
    ///
    /// Fails for a module or a provider that the site does not have, and for parameters that the
    /// module does not know. A predict job leaves those out: its model may have been trained by an
    /// older module.
    ///
    /// - Parameters:
    ///   - stored: What the component's model was trained with by an earlier job, by component: it
    ///     counts where the conf says nothing.
    ///   - strictly: `false` takes the site's own provider for one that it does not have, and leaves
    ///     out what the module does not know.
    public func parameters(
        of component: DSLComponent, for party: Party, in catalogue: ModuleCatalogue,
        over stored: [ComponentName: JSONObject] = [:], strictly: Bool = true
    ) throws(ConfError) -> ComponentParameters? {
        let module = try catalogue.descriptor(of: component)
        guard module.roles.contains(party.role), let place = conf.place(of: party) else {
            return nil
        }
        let source = dsl.parameterSource(of: component)
        let layers = conf.componentParameters.parameters(for: party.role, at: place)
            .compactMap { $0[source.name.text]?.object }
        let redundant = layers.flatMap { $0.redundantPaths(in: module.parameters) }
        if strictly, dsl.mode == .train, let first = redundant.first {
            throw .redundant(redundant, of: source.name, first: first, module)
        }
        return ComponentParameters(
            component: component.name, source: source.name,
            userSpecified: layers.reduce([:]) { $0.overlaid(with: $1) },
            effective: ([stored[source.name] ?? [:]] + layers).reduce(module.parameters) {
                $0.merged(
                    with: $1.known(in: module.parameters), nestedIn: module.parameters)
            },
            roles: conf.roles.filter { module.roles.contains($0.role) },
            provider: strictly
                ? try provider(of: component, for: party, module) : module.defaultProvider,
            runObject: component.module + party.role.rawValue.capitalizedFirst)
    }

    /// Checks what only a party can: that it has the modules and they know the parameters.
    public func check(for party: Party, in catalogue: ModuleCatalogue) throws(ConfError) {
        for component in components {
            _ = try parameters(of: component, for: party, in: catalogue)
        }
    }

    /// Whether each component does anything at a party (FATE's `component_need_run`).
    ///
    /// One that uses a model or a cache follows the component that makes it.
    public func needRun(
        for party: Party, in catalogue: ModuleCatalogue
    ) throws(ConfError) -> [ComponentName: Bool] {
        var needRun: [ComponentName: Bool] = [:]
        for component in components {
            let own = try parameters(of: component, for: party, in: catalogue)?.needRun ?? false
            let followed = component.modelOrCacheSource.flatMap { needRun[$0] }
            needRun[component.name] = followed ?? own
        }
        return needRun
    }
}

extension DSL {
    /// The component whose parameters count: up the models and caches, as long as the module is
    /// the same and the component does not train a model further.
    func parameterSource(of component: DSLComponent) -> DSLComponent {
        var source = component
        while !source.isWarmStart, let next = source.modelOrCacheSource.flatMap({ self[$0] }),
            next.module == source.module
        {
            source = next
        }
        return source
    }
}

extension DSLComponent {
    /// The component of the same DSL whose model, or else whose cache, this one uses.
    fileprivate var modelOrCacheSource: ComponentName? {
        (references(.model) + references(.cache)).first { !$0.isFromPipeline }?.component
    }
}

extension ModuleCatalogue {
    fileprivate func descriptor(of component: DSLComponent) throws(ConfError) -> ModuleDescriptor {
        guard let descriptor = self[component.module] else {
            throw ConfError(
                .unknownModule, component: component.name.text, field: "module",
                message: "Component \(component.name): no provider of this site has the module "
                    + "\(component.module); it has \(modules.joined(separator: ", "))")
        }
        return descriptor
    }
}

extension ConfError {
    fileprivate static func redundant(
        _ paths: [String], of component: ComponentName, first: String, _ module: ModuleDescriptor
    ) -> ConfError {
        ConfError(
            .redundantParameter, component: component.text, field: "\(component).\(first)",
            message: "Component \(component): \(module.module) does not know "
                + "\(paths.joined(separator: ", ")); it knows "
                + module.parameters.keys.joined(separator: ", "))
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
