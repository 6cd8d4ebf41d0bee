import EventStore

/// A reader of bytes from outside.
enum FuzzTarget: String, CaseIterable {
    case envelope, record, note, checkpoint, segment
    case verifierKey = "verifier-key"

    /// Reads bytes; whether they were accepted. Throws when what must hold then does not.
    typealias Reader = (_ bytes: [UInt8]) throws -> Bool

    /// The reader: whatever it accepts can be written in no other way. Segments can; what holds for
    /// them says ``SegmentFuzzing``.
    func reader(corpus: [[UInt8]]) throws -> Reader {
        guard self != .segment else { return try SegmentFuzzing(corpus: corpus).read }
        return { bytes in
            guard let again = accepted(bytes) else { return false }
            guard again == bytes else {
                throw Wrong("accepted, but it would be written as \(again)")
            }
            return true
        }
    }

    /// What the reader would write instead of the bytes; `nil` when it refuses them.
    private func accepted(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .envelope:
            (try? EventEnvelope(decoding: bytes))?.encoded
        case .record:
            (try? RecordedEvent(position: Position(1), record: bytes[...])).map(Self.encoded)
        case .note:
            (try? SignedNote(bytes))?.encoded
        case .checkpoint:
            String(validating: bytes, as: UTF8.self).flatMap { text in
                (try? Checkpoint(text: text)).map { Array($0.text.utf8) }
            }
        case .segment:
            nil
        case .verifierKey:
            String(validating: bytes, as: UTF8.self).flatMap { text in
                (try? VerifierKey(text)).map { Array($0.text.utf8) }
            }
        }
    }

    private static func encoded(_ event: RecordedEvent) -> [UInt8] {
        let content = event.hasPayload ? event.salt.bytes + event.payload : []
        return [event.hasPayload ? 0 : 1] + event.envelope.encoded + content
    }
}
