/// An event of the domain as bytes, with the name that it has on the log for ever.
public struct EncodedEvent: Hashable, Sendable {
    /// The name in the log, such as `job.submitted`.
    public let type: String
    /// The number of the payload's schema, from 1.
    public let schema: UInt16
    /// Protobuf bytes (`Protos/`).
    public let payload: [UInt8]

    /// Makes an encoded event.
    public init(type: String, schema: UInt16, payload: [UInt8]) {
        self.type = type
        self.schema = schema
        self.payload = payload
    }
}

/// Why the bytes of an event could not be understood.
public struct EventCodecError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name in the log.
    public let type: String
    /// The schema number.
    public let schema: UInt16
    /// What was wrong, naming the field.
    public let problem: String

    public var description: String { "event \(type) (schema \(schema)): \(problem)" }
}
