/// Which components a job is to take over from an earlier one instead of running them, as its conf
/// says (FATE-Flow `utils/job_utils.py`, `check_job_inheritance_parameters`).
public struct InheritanceWish: Hashable, Sendable {
    /// The earlier job.
    public let source: JobID
    /// The components, in topological order.
    public let components: [ComponentName]

    /// The member of the conf.
    public static let field = "job_parameters.common.inheritance_info"
    static let member = "inheritance_info"

    /// Reads the wish; `nil` for a conf without one, or that lists nothing.
    ///
    /// What a component reads must be listed with it: of something that runs anew nobody knows
    /// whether it would make the same. A role cannot wish for itself, as a component is run by all its
    /// parties or by none.
    static func read(_ conf: RuntimeConf, _ dsl: DSL) throws(ConfError) -> InheritanceWish? {
        try checkRoles(conf)
        guard let value = conf.jobParameters.common[member], !value.isNull else { return nil }
        guard let members = value.object else {
            throw .badValue(field, mustBe: "an object with job_id and component_list")
        }
        let names = try names(members["component_list"])
        guard !names.isEmpty else { return nil }
        guard let source = members["job_id"]?.string.flatMap(JobID.init) else {
            throw .badValue("\(field).job_id", mustBe: "the id of a job")
        }
        let listed = dsl.graph.topologicalOrder.filter { names.contains($0.text) }
        let known = Set(listed.map(\.text))
        if let stranger = names.first(where: { !known.contains($0) }) {
            throw refused(
                stranger,
                "\(field) lists \(stranger), which the DSL does not have; it has "
                    + dsl.graph.topologicalOrder.map(\.text).joined(separator: ", "))
        }
        for name in listed {
            let unlisted = dsl.graph.upstream(of: name).filter { !known.contains($0.text) }
            guard let input = unlisted.first else { continue }
            throw refused(
                name.text,
                "\(field) lists \(name) and not \(input), which it reads; list \(input) too")
        }
        return InheritanceWish(source: source, components: listed)
    }

    private static func names(_ list: JSONValue?) throws(ConfError) -> [String] {
        guard let list, !list.isNull else { return [] }
        let names = list.array?.compactMap(\.string)
        guard let names, names.count == list.array?.count else {
            throw .badValue("\(field).component_list", mustBe: "a list of names of components")
        }
        return names
    }

    private static func checkRoles(_ conf: RuntimeConf) throws(ConfError) {
        for role in conf.jobParameters.roleNames {
            for layer in conf.jobParameters.layers(ofRole: role) {
                guard let value = layer.parameters[member], !value.isNull else { continue }
                throw ConfError(
                    .notInheritable, field: "\(layer.field).\(member)",
                    message:
                        "\(layer.field).\(member) in the conf: a component is inherited at all "
                        + "its parties or at none; give it in job_parameters.common")
            }
        }
    }

    private static func refused(_ component: String, _ message: String) -> ConfError {
        ConfError(.notInheritable, component: component, field: field, message: message)
    }
}
