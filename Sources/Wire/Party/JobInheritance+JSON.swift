public import Domain

extension JobInheritance {
    /// FATE-Flow's `inheritance_info`, with the versions in the earlier job, which are ours.
    public var json: JSONValue {
        [
            "job_id": .string(source.text),
            "component_list": .array(components.map { .string($0.component.text) }),
            "versions": .object(
                JSONObject(
                    components.map { ($0.component.text, .integer(Int64($0.version))) })),
        ]
    }

    /// Reads what a coordinator sent with `create`; `nil` when the job takes nothing over.
    ///
    /// - Throws: `FieldError`; a list without versions, as one of FATE 1.x, cannot be followed.
    public init?(_ json: JSONValue?) throws(FieldError) {
        guard let json, json.object?["component_list"]?.array?.isEmpty == false else { return nil }
        let fields = try FieldReader(json, at: "inheritance_info")
        let versions = try fields.nested("versions")
        var members: [TaskVersion] = []
        for name in try fields.texts("component_list") {
            guard let component = ComponentName(name) else {
                throw FieldError(
                    "inheritance_info.component_list", "has \(name), which names no component")
            }
            members.append(
                TaskVersion(component: component, version: try versions.integer(name)))
        }
        self.init(
            source: try fields.value("job_id", "the id of a job", JobID.init),
            components: members)
    }
}
