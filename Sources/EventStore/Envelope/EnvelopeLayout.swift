/// Where each field of an envelope stands; `docs/event-format.md` says it for people.
enum EnvelopeLayout {
    static let formatVersion: UInt16 = 1

    static let version = 0
    static let visibility = 2
    static let codec = 3
    static let schema = 4
    static let reserved = 6
    static let originPosition = 8
    static let streamVersion = 16
    static let recordedAt = 24
    static let id = 32
    static let commitment = 48
    static let textLengths = 80
    static let texts = 92

    /// The texts, in the order they stand in.
    enum Text: Int, CaseIterable {
        case type, originSite, stream, actor, correlationID, causationID

        /// All of them; a constant, as `allCases` makes an array at every call.
        static let inOrder = allCases

        /// Where the length of this text stands, as two bytes.
        var lengthOffset: Int { EnvelopeLayout.textLengths + 2 * rawValue }

        /// The lengths that this text may have.
        @inline(__always)
        var lengths: ClosedRange<Int> {
            switch self {
            case .type, .originSite: 1...200
            case .stream: 1...StreamName.bytesMax
            case .actor, .correlationID, .causationID: 0...400
            }
        }

        /// What errors call it.
        var name: String {
            switch self {
            case .type: "the type"
            case .originSite: "the origin site"
            case .stream: "the stream name"
            case .actor: "the actor"
            case .correlationID: "the correlation id"
            case .causationID: "the causation id"
            }
        }
    }
}

extension EnvelopeLayout.Text {
    /// The length of a text that is to stand here; refuses one that is too short or too long.
    @inline(__always)
    func measure(_ text: String) throws(EventLogError) -> Int {
        let count = text.utf8.count
        guard !lengths.contains(count) else { return count }
        if count == 0 { throw .invalid("\(name) is empty") }
        throw .tooLarge(what: name, bytes: count, limit: lengths.upperBound)
    }

    /// Writes a text behind the one before it, and its length to the others.
    @inline(__always)
    func store(
        _ bytes: UnsafeRawBufferPointer, in envelope: UnsafeMutableRawBufferPointer,
        _ end: inout Int
    ) {
        end = envelope.store(bytes, at: end)
        envelope.storeBigEndian(UInt16(truncatingIfNeeded: bytes.count), at: lengthOffset)
    }

    /// Refuses a text with control characters.
    func check(_ text: String) throws(EventLogError) {
        guard PlainText.accepts(text) else { throw .invalid("\(name) holds a control character") }
    }
}

/// Where the parts of a record stand: one byte for its kind, the envelope, the salt, the payload.
enum RecordLayout {
    /// What a record holds behind its envelope.
    enum Kind: UInt8 {
        /// Salt and payload. Its byte is also the one that RFC 6962 hashes in front of a leaf, so
        /// that the writer finds what it has to hash in one piece.
        case complete = 0
        /// Nothing: the payload was erased, or withheld from this site.
        case envelopeOnly = 1
    }

    static let envelope = 1
}
