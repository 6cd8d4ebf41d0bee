/// The parts of an envelope that a block keeps in its dictionary: the same in many events.
enum BlockColumn {
    /// The first bytes of an envelope: format version, visibility, codec, schema, reserved.
    static let headCount = EnvelopeLayout.originPosition
    /// The head, then the texts of an envelope in their order.
    static let count = 1 + EnvelopeLayout.Text.inOrder.count
    /// The column of the stream's name.
    static let stream = 1 + EnvelopeLayout.Text.stream.rawValue
}

/// How an entry of a block's dictionary is written; the lowest two bits of its number say it.
enum DictionaryForm: UInt64 {
    /// The bytes follow; the number is their count.
    case bytes = 0
    /// The text of a UUID, whose 16 bytes stand in the plain part; the number is 0.
    case uuid = 1
    /// The text of the id of an event of this block; the number is which, from 0.
    case eventID = 2

    static let bits: UInt64 = 2
    static let mask: UInt64 = 3
}
