public import Domain

extension WaitReason {
    /// The form in which a party says why it has not got its cores.
    public var partyJSON: JSONValue {
        [
            "code": .string(code.rawValue), "wanted_cores": .integer(Int64(wantedCores)),
            "free_cores": .integer(Int64(freeCores)),
            "jobs": .array(jobs.map { .string($0.text) }), "text": .string(text),
        ]
    }

    /// Reads what a party said.
    public init(_ json: JSONValue, of party: Party) throws(FieldError) {
        let fields = try FieldReader(json, at: "reason")
        self.init(
            code: try fields.value("code", "a known code", Code.init(rawValue:)), party: party,
            wantedCores: try fields.integer("wanted_cores"),
            freeCores: try fields.integer("free_cores"),
            jobs: try fields.texts("jobs").compactMap { JobID($0) },
            text: try fields.text("text"))
    }
}
