public import Domain

/// The components that come with Clotho.
public enum BuiltinComponents {
    /// Every component, in no order that matters.
    public static let all: [any Component.Type] = [
        DataTransform.self, Evaluation.self, HeteroLR.self, Intersection.self, ModelLoader.self,
        Noop.self, Reader.self, SecureAddExample.self, Upload.self,
    ]

    /// The component that answers for a module.
    public static func component(for module: String) -> (any Component.Type)? {
        all.first { $0.descriptors.contains { $0.module == module } }
    }

    /// What every component says of its modules.
    public static var catalogue: ModuleCatalogue { ModuleCatalogue(all.flatMap { $0.descriptors }) }
}
