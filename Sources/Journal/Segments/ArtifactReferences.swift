import Domain
public import EventStore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The digests that events name: of models and other files beside the log.
public struct ArtifactReferences: Sendable {
    /// In the order they were first named, in hexadecimal.
    public private(set) var digests: [String] = []
    private var known: Set<String> = []

    /// Types of which no digest names a file.
    private static let others: Set<String> = ["peer.segment_imported"]

    /// Begins with none.
    public init() {}

    /// Adds the digests in an event's payload, whatever its type.
    public mutating func add(_ event: RecordedEvent) {
        guard !Self.others.contains(event.envelope.type),
            let payload = EventDescription.payload(of: event)
        else { return }
        add(payload)
    }

    private mutating func add(_ value: JSONValue) {
        for item in value.array ?? [] { add(item) }
        for (name, member) in value.object ?? [:] {
            if name == "digest", let text = member.string, let digest = Self.hex(text),
                known.insert(digest).inserted
            {
                digests.append(digest)
            }
            add(member)
        }
    }

    /// Payloads hold digests as 32 bytes, which JSON shows in base 64, or as text in hexadecimal.
    private static func hex(_ text: String) -> String? {
        if TreeHash(hex: text) != nil { return text.lowercased() }
        guard let bytes = Data(base64Encoded: text), bytes.count == TreeHash.byteCount else {
            return nil
        }
        return bytes.hex
    }
}
