/// An event as it is read from a log.
///
/// It shares its bytes with the other events of the page it was read with, so that reading a page
/// costs one allocation; whoever keeps single events for long should keep their fields instead.
public struct RecordedEvent: Sendable {
    /// The event's place in the log it was read from.
    public let position: Position
    private let record: ArraySlice<UInt8>
    private let envelopeCount: Int

    /// Reads a record: all of `record`, and nothing else.
    package init(position: Position, record: ArraySlice<UInt8>) throws(EnvelopeError) {
        let measured = record.withUnsafeBytes { bytes in
            Result { () throws(EnvelopeError) in try Self.measure(bytes) }
        }
        self.position = position
        self.record = record
        self.envelopeCount = try measured.get()
    }

    /// What the log says about the event.
    public var envelope: EventEnvelope {
        let start = record.startIndex + RecordLayout.envelope
        return EventEnvelope(checked: record[start..<start + envelopeCount])
    }

    /// Whether salt and payload are here. They are not when they were erased, or withheld from
    /// the site that reads; the envelope still proves that the event happened.
    public var hasPayload: Bool { record.first == RecordLayout.Kind.complete.rawValue }

    /// The random bytes in front of the payload; zeros when ``hasPayload`` is false.
    public var salt: Salt {
        hasPayload ? content.withUnsafeBytes { Salt($0, at: 0) } : .zero
    }

    /// The payload; empty when ``hasPayload`` is false.
    public var payload: [UInt8] { Array(content.dropFirst(Salt.byteCount)) }

    /// Whether salt and payload are the ones that the envelope was written for.
    public var matchesCommitment: Bool {
        guard hasPayload else { return false }
        let commitment = content.withUnsafeBytes { bytes in
            Hashing.array { Hashing.store(of: bytes, to: $0) }
        }
        return commitment == envelope.commitment
    }

    /// Lends the record's parts without copying them.
    @inline(__always)
    func withRecord<Answer>(_ body: (RecordView) -> Answer) -> Answer {
        record.withUnsafeBytes { body(RecordView($0, envelopeCount: envelopeCount)) }
    }

    /// How many bytes the event has in its complete form; a log on disk packs it.
    public var byteCount: Int { record.count }

    /// The whole record, in its complete form.
    var recordBytes: ArraySlice<UInt8> { record }

    /// The event without salt and payload, as somebody gets it who may not see them; the envelope
    /// is the same, so it proves the same.
    public func withheld() -> RecordedEvent {
        guard hasPayload else { return self }
        let bytes = [RecordLayout.Kind.envelopeOnly.rawValue] + envelope.encoded
        return RecordedEvent(position: position, checked: bytes[...], envelopeCount: envelopeCount)
    }

    /// The same event in memory of its own.
    func detached() -> RecordedEvent {
        RecordedEvent(
            position: position, checked: Array(record)[...], envelopeCount: envelopeCount)
    }

    /// Takes a record whose envelope was checked.
    init(position: Position, checked record: ArraySlice<UInt8>, envelopeCount: Int) {
        self.position = position
        self.record = record
        self.envelopeCount = envelopeCount
    }

    /// Salt and payload.
    private var content: ArraySlice<UInt8> {
        record[(record.startIndex + RecordLayout.envelope + envelopeCount)...]
    }

    /// The length of the envelope of a record that is not packed.
    static func measure(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) -> Int {
        guard let first = bytes.first else { throw .truncated }
        guard let kind = RecordLayout.Kind(rawValue: first) else { throw .unknownRecordKind(first) }
        let tail = UnsafeRawBufferPointer(rebasing: bytes[RecordLayout.envelope...])
        let count = try EnvelopeDecoder.measure(tail)
        switch kind {
        case .complete where tail.count - count < Salt.byteCount: throw .truncated
        case .envelopeOnly where tail.count > count: throw .trailingBytes(tail.count - count)
        case .complete, .envelopeOnly: return count
        }
    }
}

extension RecordedEvent: Hashable {
    public static func == (left: RecordedEvent, right: RecordedEvent) -> Bool {
        left.position == right.position && left.record.elementsEqual(right.record)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(position)
        record.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
