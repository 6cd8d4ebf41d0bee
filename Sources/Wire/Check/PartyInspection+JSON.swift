public import Domain

extension PartyInspection {
    /// The form in which a party's site answers.
    public var json: JSONValue {
        [
            "findings": .array(findings.map(\.json)),
            "room": room.map(\.json) ?? .null,
        ]
    }

    /// Reads what a party's site answered; `nil` when it is no answer to this question, as of a
    /// site that does not know it.
    ///
    /// - Throws: `FieldError` for an answer of another shape.
    public init?(_ json: JSONValue?, of party: Party) throws(FieldError) {
        guard let json, json.object?["findings"] != nil else { return nil }
        let fields = try FieldReader(json)
        self.init(
            findings: try fields.items("findings") { (fields) throws(FieldError) in
                try JobFinding(fields, of: party)
            },
            room: try fields.optionalNested("room").map { (fields) throws(FieldError) in
                try EngineRoom(fields)
            })
    }
}

extension EngineRoom {
    fileprivate var json: JSONValue {
        [
            "engine": .string(need.engine), "wanted": need.amount.json, "total": total.json,
            "free": free.json, "held_by": .array(holders.map(\.json)),
        ]
    }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        self.init(
            need: ResourceNeed(
                engine: try fields.text("engine"), try ResourceAmount(fields.nested("wanted"))),
            total: try ResourceAmount(fields.nested("total")),
            free: try ResourceAmount(fields.nested("free")),
            holders: try JobFinding.Holder.all(fields))
    }
}

extension ResourceAmount {
    fileprivate var json: JSONValue {
        ["cores": .integer(Int64(cores)), "memory": .integer(Int64(memory))]
    }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        self.init(cores: try fields.integer("cores"), memory: try fields.integer("memory"))
    }
}
