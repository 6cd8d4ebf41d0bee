/// A component of a DSL whose name, module and outputs are checked and whose inputs are not:
/// an input may name a component that is declared further down.
struct DSLDraft {
    let name: ComponentName
    let module: String
    let provider: String?
    let input: JSONValue?
    let outputs: DSLOutputs

    /// The components in the order declared. One check goes over all of them before the next one
    /// starts, as in FATE: a missing module is reported before a bad name further up.
    static func drafts(of source: JSONValue) throws(DSLError) -> [DSLDraft] {
        let entries = try entries(of: source)
        let modules = try entries.map { (entry) throws(DSLError) in try module(of: entry) }
        let names = try entries.map { (entry) throws(DSLError) in try name(of: entry) }
        var drafts: [DSLDraft] = []
        for (place, entry) in entries.enumerated() {
            let members = entry.value.object ?? [:]
            drafts.append(
                DSLDraft(
                    name: names[place], module: modules[place],
                    provider: members["provider"]?.string, input: members["input"],
                    outputs: try outputs(members["output"], of: entry.key)))
        }
        return drafts
    }

    private typealias Entry = (key: String, value: JSONValue)

    private static func entries(of source: JSONValue) throws(DSLError) -> [Entry] {
        guard let dsl = source.object, !dsl.isEmpty else {
            throw DSLError(
                .missingDSL, field: "dsl",
                message: "There is no DSL: give an object with the field components")
        }
        guard let components = dsl["components"]?.object, !components.isEmpty else {
            throw DSLError(
                .missingComponents, field: "components",
                message: "The DSL has no components: give an object with one member for each")
        }
        return Array(components)
    }

    private static func module(of entry: Entry) throws(DSLError) -> String {
        guard let module = entry.value.object?["module"]?.string else {
            throw DSLError(
                .missingModule, component: entry.key, field: "module",
                message: "Component \(entry.key) has no module: name one, such as \"Reader\"")
        }
        return module
    }

    private static func name(of entry: Entry) throws(DSLError) -> ComponentName {
        guard let name = ComponentName(entry.key) else {
            throw DSLError(
                .badComponentName, component: entry.key, field: "name",
                message: "Component name \"\(entry.key)\" may only have letters, digits, - and _")
        }
        return name
    }

    private static func outputs(
        _ value: JSONValue?, of component: String
    ) throws(DSLError) -> DSLOutputs {
        guard let value else { return DSLOutputs() }
        guard let members = value.object else {
            throw .shape(
                .outputNotObject, component, "output", mustBe: "an object of lists of names")
        }
        var names: [DSLOutputs.Kind: [String]] = [:]
        for kind in DSLOutputs.Kind.allCases {
            names[kind] = try members[kind.rawValue].map { (list) throws(DSLError) in
                try aliases(list, of: component, "output.\(kind.rawValue)")
            }
        }
        return DSLOutputs(names)
    }

    private static func aliases(
        _ list: JSONValue, of component: String, _ field: String
    ) throws(DSLError) -> [String] {
        let aliases = list.array?.compactMap(\.string)
        guard let aliases, aliases.count == list.array?.count else {
            throw .shape(.outputValueNotList, component, field, mustBe: "a list of names")
        }
        for alias in aliases where ComponentName(alias) == nil {
            throw DSLError(
                .badReference, component: component, field: field,
                message: "Component \(component): \(field) names \"\(alias)\": "
                    + "use letters, digits, _ and - only")
        }
        var seen: Set<String> = []
        for alias in aliases where !seen.insert(alias).inserted {
            throw DSLError(
                .duplicateOutputName, component: component, field: field,
                message: "Component \(component): \(field) names \"\(alias)\" twice: rename one")
        }
        return aliases
    }
}
