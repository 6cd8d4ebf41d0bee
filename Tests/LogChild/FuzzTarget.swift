import EventStore

/// A reader of bytes from outside, and what must hold for whatever it accepts: that there is no other
/// way to write it.
enum FuzzTarget: String, CaseIterable {
    case envelope, record, note, checkpoint
    case verifierKey = "verifier-key"

    /// Reads the bytes; whether they were accepted.
    ///
    /// - Throws: `Wrong` when something was accepted that is written in another way.
    func read(_ bytes: [UInt8]) throws -> Bool {
        guard let again = accepted(bytes) else { return false }
        guard again == bytes else { throw Wrong("accepted, but it would be written as \(again)") }
        return true
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
