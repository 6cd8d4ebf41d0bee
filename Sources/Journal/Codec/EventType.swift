import SwiftProtobuf

/// One row of a codec's table: a name on the log and the message that carries it.
struct EventType<Payload: Message & Sendable>: Sendable {
    let name: String
    /// The schema that is written; all earlier ones are read.
    let schema: UInt16

    init(_ name: String, _: Payload.Type, schema: UInt16 = 1) {
        self.name = name
        self.schema = schema
    }

    /// The event's bytes. Binary encoding of a message without required fields cannot fail but
    /// for a payload of 2 GiB.
    func encode(_ fill: (inout Payload) -> Void) throws -> EncodedEvent {
        var payload = Payload()
        fill(&payload)
        return EncodedEvent(type: name, schema: schema, payload: try payload.serializedBytes())
    }

    /// The payload of an event of this type.
    func payload(of encoded: EncodedEvent) throws -> Payload {
        guard (1...schema).contains(encoded.schema) else {
            throw EventCodecError(
                type: encoded.type, schema: encoded.schema,
                problem: "this version knows no schema above \(schema); use a newer clotho")
        }
        do {
            return try Payload(serializedBytes: encoded.payload)
        } catch {
            throw EventCodecError(
                type: encoded.type, schema: encoded.schema,
                problem: "the payload is no \(Payload.protoMessageName): \(error)")
        }
    }
}
