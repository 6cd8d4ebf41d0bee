public import Domain
public import EventStore

extension EventDescription {
    /// An event as a JSON object: its envelope, and the payload where it is here and understood.
    /// `has_payload` is false where it was erased or withheld.
    public static func json(of event: RecordedEvent) -> JSONValue {
        let envelope = event.envelope
        return [
            "position": .integer(Int64(clamping: event.position.number)),
            "id": .string(envelope.id.description), "type": .string(envelope.type),
            "stream": .string(envelope.stream.text),
            "stream_version": .integer(Int64(clamping: envelope.streamVersion.number)),
            "schema": .integer(Int64(envelope.schema)),
            "recorded_at": .integer(envelope.recordedAt), "actor": .string(envelope.actor),
            "correlation": .string(envelope.correlationID),
            "causation": .string(envelope.causationID), "origin": .string(envelope.originSite),
            "has_payload": .bool(event.hasPayload), "payload": payload(of: event) ?? .null,
        ]
    }
}
