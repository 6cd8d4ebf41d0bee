import Domain
import EventStore
import Journal

/// Writes one event into rows.
protocol EntryWriter {
    /// The event.
    var entry: JournalEntry { get }
}

extension EntryWriter {
    /// The moment of the event, in Unix milliseconds.
    var time: Int64 { entry.recordedAt.millisecondsSinceEpoch }

    /// The moment of the event, for a row.
    var moment: Cell { .integer(time) }

    /// The position of the event here.
    var position: Int64 { Int64(clamping: entry.position.number) }

    /// How many events the stream has with this one.
    var streamVersion: Int64 { Int64(clamping: entry.streamVersion.number) }

    /// The site that recorded the event, when it is not this one; its rows stand apart.
    var origin: Cell { .text(entry.origin) }
}
