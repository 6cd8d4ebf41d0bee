public import Domain

extension WaitReason {
    /// The form in which a party says why it has not got its cores.
    public var partyJSON: JSONValue {
        [
            "code": .string(code.rawValue), "wanted_cores": .integer(Int64(wanted.cores)),
            "free_cores": .integer(Int64(free.cores)),
            "wanted_memory": .integer(Int64(wanted.memory)),
            "free_memory": .integer(Int64(free.memory)),
            "jobs": .array(jobs.map { .string($0.text) }), "text": .string(text),
        ]
    }

    /// Reads what a party said.
    public init(_ json: JSONValue, of party: Party) throws(FieldError) {
        let fields = try FieldReader(json, at: "reason")
        self.init(
            code: try fields.value("code", "a known code", Code.init(rawValue:)), party: party,
            wanted: ResourceAmount(
                cores: try fields.integer("wanted_cores"),
                memory: try fields.optionalInteger("wanted_memory") ?? 0),
            free: ResourceAmount(
                cores: try fields.integer("free_cores"),
                memory: try fields.optionalInteger("free_memory") ?? 0),
            jobs: try fields.texts("jobs").compactMap { JobID($0) },
            text: try fields.text("text"))
    }
}
