import Domain
import EventStore

/// Folded states of streams that were used lately, so that a command does not read its whole
/// stream again.
///
/// An entry may be old, never wrong: it is a prefix of its stream, and the reader adds the rest.
///
/// Entries are of two generations. When the newer one is full it becomes the older one, and what was
/// not used since the last such moment goes. So the states of jobs that have ended leave, and
/// those of streams that every job uses, such as an engine's, which are the longest, stay.
actor StateCache {
    /// A state and the version of the stream that it holds.
    struct Entry: Sendable {
        let version: StreamVersion
        let state: any Sendable
    }

    private let generationMax: Int
    private var newer: [StreamName: Entry] = [:]
    private var older: [StreamName: Entry] = [:]

    /// - Parameter entriesMax: The most states to keep.
    init(entriesMax: Int) { generationMax = max(1, entriesMax / 2) }

    /// The entry of a stream, which was used now.
    func entry(of stream: StreamName) -> Entry? {
        if let entry = newer[stream] { return entry }
        guard let entry = older[stream] else { return nil }
        put(entry, of: stream)
        return entry
    }

    /// How many states are kept.
    var count: Int { newer.count + older.count }

    /// Forgets everything.
    func removeAll() { (newer, older) = ([:], [:]) }

    /// Keeps the newer of what is known and what is given.
    func keep(_ entry: Entry, of stream: StreamName) {
        if let known = newer[stream] ?? older[stream], known.version > entry.version { return }
        put(entry, of: stream)
    }

    private func put(_ entry: Entry, of stream: StreamName) {
        older[stream] = nil
        if newer.count >= generationMax, newer[stream] == nil { (older, newer) = (newer, [:]) }
        newer[stream] = entry
    }
}
