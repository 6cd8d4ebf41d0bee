/// What the log says about an event, apart from its payload. Everything in it is hashed.
///
/// An envelope is its canonical bytes: fields are read from them when asked for, two envelopes are
/// equal when their bytes are, and encoding gives back exactly what was decoded. It may share
/// its bytes with the other events of the page it was read with.
public struct EventEnvelope: Hashable, Sendable {
    /// The canonical bytes, checked.
    let bytes: ArraySlice<UInt8>

    /// Takes bytes that ``EnvelopeDecoder`` has checked.
    init(checked bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The canonical bytes.
    public var encoded: [UInt8] { Array(bytes) }

    /// The hash of the envelope as a leaf of the Merkle tree: SHA-256(0x00 ‖ envelope).
    public var leafHash: TreeHash {
        bytes.withUnsafeBytes { bytes in
            TreeHash { Hashing.storeLeaf(of: bytes, to: $0) }
        }
    }

    public static func == (left: EventEnvelope, right: EventEnvelope) -> Bool {
        left.bytes.elementsEqual(right.bytes)
    }

    public func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

// MARK: - Fields

extension EventEnvelope {
    /// The version of the envelope's layout.
    public var formatVersion: UInt16 { number(at: EnvelopeLayout.version) }

    /// The identifier of the event.
    public var id: EventID {
        bytes.withUnsafeBytes { EventID(checked: $0, at: EnvelopeLayout.id) }
    }

    /// What happened.
    public var type: String { text(.type) }

    /// Which layout of the type's payload this is.
    public var schema: UInt16 { number(at: EnvelopeLayout.schema) }

    /// The site where the event happened.
    public var originSite: String { text(.originSite) }

    /// The event's position in the log of its origin site.
    public var originPosition: Position { Position(number(at: EnvelopeLayout.originPosition)) }

    /// The stream.
    public var stream: StreamName { StreamName(checked: text(.stream)) }

    /// The event's place in its stream.
    public var streamVersion: StreamVersion {
        StreamVersion(number(at: EnvelopeLayout.streamVersion))
    }

    /// When it happened, in milliseconds since 1970.
    public var recordedAt: Int64 { number(at: EnvelopeLayout.recordedAt) }

    /// Who asked for it.
    public var actor: String { text(.actor) }

    /// The request or the job that it belongs to.
    public var correlationID: String { text(.correlationID) }

    /// The event or the message that led here.
    public var causationID: String { text(.causationID) }

    /// Who may be shown the payload.
    public var visibility: Visibility {
        Visibility(rawValue: number(at: EnvelopeLayout.visibility)).checked
    }

    /// How the payload is written.
    public var codec: PayloadCodec {
        PayloadCodec(rawValue: number(at: EnvelopeLayout.codec)).checked
    }

    /// SHA-256(salt ‖ payload).
    public var commitment: [UInt8] {
        bytes.withUnsafeBytes {
            Array($0[EnvelopeLayout.commitment..<EnvelopeLayout.commitment + Hashing.byteCount])
        }
    }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        bytes.withUnsafeBytes { $0.bigEndian(at: offset, as: Number.self) }
    }

    /// The origin site's name as it stands among the bytes.
    var originSiteBytes: ArraySlice<UInt8> {
        let range = bytes.withUnsafeBytes { EnvelopeTexts($0).range(of: .originSite) }
        return bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound]
    }

    private func text(_ text: EnvelopeLayout.Text) -> String {
        bytes.withUnsafeBytes { String(decoding: EnvelopeTexts($0)[text], as: UTF8.self) }
    }
}

extension Optional {
    /// The value of a field that was checked when the envelope was decoded.
    fileprivate var checked: Wrapped {
        guard let self else { preconditionFailure("An envelope is checked before it is read") }
        return self
    }
}
