/// The modules that a site can run.
public struct ModuleCatalogue: Sendable {
    private var descriptors: [String: ModuleDescriptor] = [:]

    /// Makes a catalogue; of descriptors of one module the last counts.
    public init(_ descriptors: some Sequence<ModuleDescriptor>) {
        for descriptor in descriptors { self.descriptors[descriptor.module] = descriptor }
    }

    /// The module of that name.
    public subscript(module: String) -> ModuleDescriptor? { descriptors[module] }

    /// All module names, sorted.
    public var modules: [String] { descriptors.keys.sorted() }
}
