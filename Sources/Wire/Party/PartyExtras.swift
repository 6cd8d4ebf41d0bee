public import Domain

/// What the calls between parties carry beside FATE's members, and a peer of FATE 1.x ignores.
public struct PartyExtras: Hashable, Sendable {
    /// The name of the sender's log.
    public var site: String?
    /// Names what the call is for: a call that is made again has the same.
    public var messageID: String?
    /// SHA-256 of the body without these members, its keys sorted, hex.
    public var digest: String?
    /// The sender's checkpoint, in a call; what the receiver says to it, in the answer.
    public var checkpoint: JSONValue?

    /// Makes extras.
    public init(
        site: String? = nil, messageID: String? = nil, digest: String? = nil,
        checkpoint: JSONValue? = nil
    ) {
        self.site = site
        self.messageID = messageID
        self.digest = digest
        self.checkpoint = checkpoint
    }

    /// Reads the extras of a body; those of other types count as not there.
    public init(of body: JSONObject) {
        self.init(
            site: body[Self.siteMember]?.string, messageID: body[Self.messageMember]?.string,
            digest: body[Self.digestMember]?.string,
            checkpoint: body[CheckpointOffer.member].flatMap { $0.isNull ? nil : $0 })
    }

    /// Adds the extras to a body.
    public func add(to body: inout JSONObject) {
        body[Self.siteMember] = site.map { .string($0) }
        body[Self.messageMember] = messageID.map { .string($0) }
        body[Self.digestMember] = digest.map { .string($0) }
        body[CheckpointOffer.member] = checkpoint
    }

    /// The bytes of a body that its digest is over.
    public static func digested(_ body: JSONObject) -> [UInt8] {
        var body = body
        PartyExtras().add(to: &body)
        return JSONValue.object(body).utf8(sortedKeys: true)
    }

    private static let siteMember = "site"
    private static let messageMember = "message_id"
    private static let digestMember = "digest"
}
