extension JobSpecification {
    /// The provider that was asked for; `nil` leaves the choice to the site.
    ///
    /// The party's own wish in the conf comes first, then the common one, then the component's
    /// and the whole DSL's (FATE 1.7 and 1.8 had them there).
    public func chosenProvider(of component: DSLComponent, for party: Party) -> ProviderChoice? {
        guard let place = conf.place(of: party) else { return nil }
        let inConf = conf.providers.parameters(for: party.role, at: place)
            .compactMap { $0[component.name.text]?.string }
        let text = inConf.last ?? component.provider ?? dsl.source.object?["provider"]?.string
        return text.flatMap(ProviderChoice.init)
    }

    /// The provider with its version; one that does not have the module is a mistake.
    func provider(
        of component: DSLComponent, for party: Party, _ module: ModuleDescriptor
    ) throws(ConfError) -> ProviderChoice {
        guard let chosen = chosenProvider(of: component, for: party) else {
            return module.defaultProvider
        }
        guard chosen.name == module.provider else {
            throw ConfError(
                .unknownModule, component: component.name.text, field: "provider",
                message: "Component \(component.name): the provider \(chosen) has no module "
                    + "\(module.module) at this site; \(module.defaultProvider) has it")
        }
        return ProviderChoice(name: chosen.name, version: chosen.version ?? module.version)
    }
}
