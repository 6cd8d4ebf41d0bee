import Domain

/// Reads one payload's fields into the domain's types and names the field that cannot be read.
struct PayloadFields {
    let encoded: EncodedEvent

    func job(_ text: String, _ field: String = "job") throws -> JobID {
        try required(JobID(text), text, field)
    }

    func component(_ text: String, _ field: String = "component") throws -> ComponentName {
        try required(ComponentName(text), text, field)
    }

    func party(_ message: PBParty, _ field: String = "party") throws -> Party {
        let role = try required(Role(rawValue: message.role), message.role, "\(field).role")
        return Party(role, PartyID(Int(message.id)))
    }

    func taskStatus(_ text: String) throws -> TaskStatus {
        try required(TaskStatus(rawValue: text), text, "status")
    }

    func forkSign(_ text: String) throws -> PeerFork.Sign {
        try required(PeerFork.Sign(rawValue: text), text, "sign")
    }

    func jobStatus(_ text: String) throws -> JobStatus {
        try required(JobStatus(rawValue: text), text, "status")
    }

    func table(_ message: PBTableName) throws -> TableName {
        let name = TableName(namespace: message.namespace, name: message.name)
        return try required(name, "\(message.namespace)/\(message.name)", "table")
    }

    func content(_ message: PBTableContent) throws -> TableContent {
        let kind = try required(
            TableSchema.Kind(rawValue: message.schema.kind), message.schema.kind, "schema.kind")
        let schema = TableSchema(
            kind: kind, idName: message.schema.idName, header: message.schema.header,
            delimiter: message.schema.delimiter,
            labelName: message.schema.hasLabelName ? message.schema.labelName : nil,
            matchIDName: message.schema.hasMatchIDName ? message.schema.matchIDName : nil)
        return TableContent(
            file: message.file, digest: message.digest.hex, count: Int(message.count),
            partitions: Int(message.partitions), schema: schema)
    }

    func required<Value>(_ value: Value?, _ text: String, _ field: String) throws -> Value {
        guard let value else { throw problem("field \(field) holds \"\(text)\"") }
        return value
    }

    func problem(_ text: String) -> EventCodecError {
        EventCodecError(type: encoded.type, schema: encoded.schema, problem: text)
    }

    var unknownType: EventCodecError {
        problem("this version does not know the type; use a newer clotho")
    }
}
