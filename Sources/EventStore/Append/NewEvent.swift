/// An event before it has a place in the log.
///
/// Everything in it comes from the caller, the time and the randomness too, so that a test can
/// say beforehand what bytes will be written.
public struct NewEvent: Hashable, Sendable {
    /// The identifier, unique among all sites.
    public var id: EventID
    /// What happened, in the name that the log keeps for ever, such as `job.submitted`.
    public var type: String
    /// Which layout of the type's payload this is.
    public var schema: UInt16
    /// When it happened, in milliseconds since 1970.
    public var recordedAt: Int64
    /// Who asked for it: an account, a party or a part of the system.
    public var actor: String
    /// The request or the job that it belongs to.
    public var correlationID: String
    /// The event or the message that led here.
    public var causationID: String
    /// Who may be shown the payload.
    public var visibility: Visibility
    /// How the payload is written.
    public var codec: PayloadCodec
    /// Random bytes that keep the payload from being guessed from its commitment.
    public var salt: Salt
    /// What the type says about it, as bytes.
    public var payload: [UInt8]

    /// Makes an event.
    public init(
        id: EventID, type: String, schema: UInt16, recordedAt: Int64, actor: String,
        correlationID: String, causationID: String, visibility: Visibility,
        codec: PayloadCodec = .protobuf, salt: Salt, payload: [UInt8]
    ) {
        self.id = id
        self.type = type
        self.schema = schema
        self.recordedAt = recordedAt
        self.actor = actor
        self.correlationID = correlationID
        self.causationID = causationID
        self.visibility = visibility
        self.codec = codec
        self.salt = salt
        self.payload = payload
    }
}
