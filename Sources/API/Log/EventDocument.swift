public import Domain
public import EventStore
import Journal

/// An event of the log as clients see it, over HTTP and from a log on this machine.
public enum EventDocument {
    /// What the envelope says, and the payload by its protobuf names; `payload` is null when it was
    /// withheld or erased.
    public static func json(_ event: RecordedEvent) -> JSONValue {
        let envelope = event.envelope
        return [
            "position": .integer(Int64(clamping: event.position.number)),
            "id": .string(envelope.id.description),
            "type": .string(envelope.type), "stream": .string(envelope.stream.text),
            "stream_version": .integer(Int64(clamping: envelope.streamVersion.number)),
            "schema": .integer(Int64(envelope.schema)),
            "recorded_at": .integer(envelope.recordedAt), "actor": .string(envelope.actor),
            "correlation": .string(envelope.correlationID),
            "causation": .string(envelope.causationID), "origin": .string(envelope.originSite),
            "payload": EventDescription.payload(of: event) ?? .null,
        ]
    }
}
