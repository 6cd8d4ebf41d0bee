/// Events for one stream, and what the appender believes about it.
public struct StreamAppend: Hashable, Sendable {
    /// The stream.
    public var stream: StreamName
    /// The version that the stream must be at once the parts before this one stand.
    public var expected: ExpectedVersion
    /// The events, in order. Without any, the append only checks the version.
    public var events: [NewEvent]

    /// Makes a part of an append.
    public init(stream: StreamName, expected: ExpectedVersion, events: [NewEvent]) {
        self.stream = stream
        self.expected = expected
        self.events = events
    }
}
