/// Where the parts of a packed record stand: an event of this site without what follows from its
/// place, and with numbers for the texts that many events share. `docs/event-format.md` shows it.
enum PackedLayout {
    /// The first byte, where complete records have 0.
    static let kind: UInt8 = 2

    static let flags = 1
    static let schema = 2
    static let streamVersion = 4
    static let lead = 8
    static let type = 10
    static let actor = 12
    static let streamLength = 14
    static let correlationLength = 15
    static let causationLength = 16
    /// The event id and behind it the commitment, as in an envelope.
    static let id = 17
    static let texts = id + EventID.byteCount + Hashing.byteCount

    /// The lowest two bits of the flags are the visibility.
    static let visibilityMask: UInt8 = 3
    /// The causation id is a UUID, packed into 16 bytes.
    static let causationIsUUID: UInt8 = 4
    static let knownFlags = visibilityMask | causationIsUUID

    /// The longest text whose length fits.
    static let textBytesMax = 255
}
