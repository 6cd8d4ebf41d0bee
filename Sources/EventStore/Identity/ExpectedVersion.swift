/// What an appender believes about a stream.
public enum ExpectedVersion: Hashable, Sendable {
    /// Nothing: the events go behind whatever is there.
    case any
    /// The stream stands at this version; `.exactly(.none)` says that it does not exist.
    case exactly(StreamVersion)

    /// Whether a stream at `version` is what the appender believed.
    public func accepts(_ version: StreamVersion) -> Bool {
        switch self {
        case .any: true
        case .exactly(let expected): expected == version
        }
    }
}
