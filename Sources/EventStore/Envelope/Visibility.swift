/// Who may be shown the payload of an event. The envelope is for everyone who may see the log.
public enum Visibility: UInt8, Sendable, CaseIterable {
    /// The site that recorded it.
    case site = 0
    /// The parties of the job it belongs to.
    case parties = 1
    /// Everyone.
    case open = 2
}
