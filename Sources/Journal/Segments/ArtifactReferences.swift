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
            if name == "digest", let text = member.string, let bytes = Data(base64Encoded: text),
                bytes.count == TreeHash.byteCount, known.insert(bytes.hex).inserted
            {
                digests.append(bytes.hex)
            }
            add(member)
        }
    }
}
