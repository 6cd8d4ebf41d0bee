/// The names of components in a DSL of version 1: a prefix, `_` and a number.
enum VersionOneNames {
    /// The numbers of a prefix go from 0 on without a gap, and its components are of one module
    /// (FATE 1.6 `scheduler/dsl_parser.py`: NamingError, NamingIndexError and
    /// ComponentMultiMappingError).
    static func check(_ components: [DSLComponent]) throws(DSLError) {
        var numbers: [String: [Int: String]] = [:]
        var modules: [String: String] = [:]
        for component in components {
            let name = component.name.text
            let parts = name.split(separator: "_", omittingEmptySubsequences: false)
            guard parts.count > 1, let number = parts.last.flatMap({ Int($0) }),
                parts.last == "\(number)"
            else { throw wrongNumber(name) }
            let prefix = parts.dropLast().joined(separator: "_")
            numbers[prefix, default: [:]][number] = name
            let module = modules[prefix, default: component.module]
            guard module == component.module else {
                throw DSLError(
                    .prefixModules, component: name, field: "module",
                    message: "Component \(name): the components named \(prefix) are of the module "
                        + "\(module), not \(component.module): choose another prefix")
            }
            modules[prefix] = module
        }
        for own in numbers.values.sorted(by: { $0.values.min() ?? "" < $1.values.min() ?? "" }) {
            guard let gap = own.keys.sorted().first(where: { !(0..<own.count).contains($0) }),
                let name = own[gap]
            else { continue }
            throw wrongNumber(name)
        }
    }

    private static func wrongNumber(_ name: String) -> DSLError {
        DSLError(
            .nameIndex, component: name, field: "name",
            message: "Component \(name): in DSL version 1 a name ends with _ and a number, and "
                + "the numbers of a prefix are 0, 1, 2 and so on: rename it")
    }
}
