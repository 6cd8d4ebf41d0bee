public import Domain

extension JobFinding {
    /// The finding with the members of a reason to wait (`job/why`), and its severity.
    public var json: JSONValue {
        [
            "code": .string(code.rawValue), "severity": .string(severity.rawValue),
            "party": party.map { .string($0.description) } ?? .null,
            "component": component.map { .string($0) } ?? .null,
            "unit": resource.map { .string($0.unit) } ?? .null, "wanted": wanted,
            "available": available, "held_by": .array(heldBy.map(\.json)),
            "text": .string(text), "change": .string(change),
        ]
    }

    /// Reads what a party's site found; a code that only a newer site knows counts as a refusal.
    init(_ fields: FieldReader, of party: Party) throws(FieldError) {
        let code = Code(rawValue: try fields.text("code")) ?? .refused
        self.init(
            code, party: party, component: try fields.optionalText("component"),
            wanted: fields.any("wanted"), available: fields.any("available"),
            heldBy: try Holder.all(fields), text: try fields.text("text"),
            change: try fields.text("change"))
    }
}

extension JobFinding.Holder {
    var json: JSONValue {
        [
            "job_id": .string(job.text), "cores": .integer(Int64(amount.cores)),
            "memory": .integer(Int64(amount.memory)),
        ]
    }

    /// The holders in the member `held_by`.
    static func all(_ fields: FieldReader) throws(FieldError) -> [JobFinding.Holder] {
        try fields.items("held_by") { (fields) throws(FieldError) in
            JobFinding.Holder(
                job: try fields.value("job_id", "a job's id") { JobID($0) },
                amount: ResourceAmount(
                    cores: try fields.integer("cores"), memory: try fields.integer("memory")))
        }
    }
}
