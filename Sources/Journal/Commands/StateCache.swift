import Domain
import EventStore

/// Folded states of streams that were used lately, so that a command does not read its whole
/// stream again.
///
/// An entry may be old, never wrong: it is a prefix of its stream, and the reader adds the rest.
actor StateCache {
    /// A state and the version of the stream that it holds.
    struct Entry: Sendable {
        let version: StreamVersion
        let state: any Sendable
    }

    private let entriesMax: Int
    private var entries: [StreamName: Entry] = [:]

    init(entriesMax: Int) { self.entriesMax = entriesMax }

    func entry(of stream: StreamName) -> Entry? { entries[stream] }

    /// Forgets everything.
    func removeAll() { entries.removeAll() }

    /// Keeps the newer of what is known and what is given.
    func keep(_ entry: Entry, of stream: StreamName) {
        if let known = entries[stream], known.version > entry.version { return }
        if entries.count >= entriesMax, entries[stream] == nil { entries.removeAll() }
        entries[stream] = entry
    }
}
