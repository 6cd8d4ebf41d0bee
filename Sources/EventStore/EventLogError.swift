/// Why the log did not do what was asked. Nothing of a failed append is in the log.
public enum EventLogError: Error, Hashable, Sendable {
    /// A stream was not at the version that the appender believed.
    case versionConflict(stream: StreamName, expected: StreamVersion, actual: StreamVersion)
    /// A text, an event or an append is larger than its limit.
    case tooLarge(what: String, bytes: Int, limit: Int)
    /// The request makes no sense; the text says why.
    case invalid(String)
    /// There is no room for the events: the map has reached its limit, or the disk is full. The log
    /// stays open, and appends succeed again once there is room.
    case full(what: String, remedy: String)
    /// The operating system or LMDB failed.
    case failure(code: Int32, message: String, doing: String)
    /// The bytes at a position are not what was once written there; `.origin` stands for the log's
    /// own tables.
    case corrupt(position: Position, what: String)
    /// An event of another site is here already, with another content.
    case fork(site: String, position: Position)
    /// There is no log in this directory.
    case missing(path: String)
    /// Another process writes this log; its id where it is known.
    case inUse(path: String, processID: Int32?)
    /// Another process has written to the log since this one read where it ends: this one must not
    /// write any more. Closes the log's writer and ends its subscriptions.
    case superseded(path: String)
    /// Events were erased, but their bytes are still in the file; the text says what kept them.
    case notScrubbed(String)
    /// The log was closed.
    case closed
}

extension EventLogError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .versionConflict(let stream, let expected, let actual):
            "stream \(stream) is at version \(actual), not at \(expected)"
        case .tooLarge(let what, let bytes, let limit):
            "\(what) has \(bytes) bytes; the limit is \(limit)"
        case .invalid(let reason):
            reason
        case .full(let what, let remedy):
            "\(what) is full, nothing was appended: \(remedy)"
        case .failure(let code, let message, let doing):
            "\(doing): \(message) (code \(code))"
        case .fork(let site, let position):
            "the event at position \(position) of \(site) is here already with another content: "
                + "one of the two was changed, or \(site) has two histories"
        case .corrupt(.origin, let what):
            "the log is damaged: \(what)"
        case .corrupt(let position, let what):
            "the event at position \(position) is damaged: \(what)"
        case .missing(let path):
            "there is no log in \(path)"
        case .inUse(let path, let processID?):
            "the log in \(path) is in use by process \(processID)"
        case .inUse(let path, nil):
            "the log in \(path) is in use by another process"
        case .superseded(let path):
            "another process has written to the log in \(path) meanwhile; this one stops writing"
        case .notScrubbed(let reason):
            "the events are erased, but their bytes are still in the file: \(reason); "
                + "they are destroyed when the log is opened next"
        case .closed:
            "the log is closed"
        }
    }
}
