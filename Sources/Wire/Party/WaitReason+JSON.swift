public import Domain

extension WaitReason {
    /// The form in which a party says why it has not got its cores.
    public var partyJSON: JSONValue {
        var json: JSONObject = [
            "code": .string(code.rawValue), "wanted_cores": .integer(Int64(wanted.cores)),
            "free_cores": .integer(Int64(free.cores)),
            "wanted_memory": .integer(Int64(wanted.memory)),
            "free_memory": .integer(Int64(free.memory)),
            "jobs": .array(jobs.map { .string($0.text) }), "text": .string(text),
        ]
        if let engine { json["engine"] = engine.json }
        return .object(json)
    }

    /// The answer of a party that has not got its cores: all reasons, and the first one by itself for
    /// sites that read one only.
    public static func refusal(_ reasons: [WaitReason]) -> JSONValue {
        [
            "reason": reasons.first?.partyJSON ?? .null,
            "reasons": .array(reasons.map(\.partyJSON)),
        ]
    }

    /// Reads the answer of a party that has not got its cores; empty where it does not say why.
    public static func refusal(
        in answer: JSONValue?, of party: Party
    ) throws(FieldError) -> [WaitReason] {
        let members = answer?.object ?? [:]
        let one = members["reason"].flatMap { $0.isNull ? nil : [$0] } ?? []
        let all = members["reasons"]?.array ?? []
        var reasons: [WaitReason] = []
        for reason in all.isEmpty ? one : all { reasons.append(try WaitReason(reason, of: party)) }
        return reasons
    }

    /// Reads what a party said.
    public init(_ json: JSONValue, of party: Party) throws(FieldError) {
        let fields = try FieldReader(json, at: "reason")
        self.init(
            code: try fields.value("code", "a known code", Code.init(rawValue:)), party: party,
            wanted: ResourceAmount(
                cores: max(0, try fields.integer("wanted_cores")),
                memory: max(0, try fields.optionalInteger("wanted_memory") ?? 0)),
            free: ResourceAmount(
                cores: max(0, try fields.integer("free_cores")),
                memory: max(0, try fields.optionalInteger("free_memory") ?? 0)),
            jobs: try fields.texts("jobs").compactMap { JobID($0) },
            text: try fields.text("text"),
            engine: try fields.optionalNested("engine").map(EngineStanding.init))
    }
}

extension EngineStanding {
    fileprivate var json: JSONValue {
        [
            "total_cores": .integer(Int64(total.cores)),
            "total_memory": .integer(Int64(total.memory)),
            "held_by": .array(holders.map(\.json)),
        ]
    }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        self.init(
            total: ResourceAmount(
                cores: max(0, try fields.integer("total_cores")),
                memory: max(0, try fields.integer("total_memory"))),
            holders: try JobFinding.Holder.all(fields))
    }
}
