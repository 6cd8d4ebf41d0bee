/// A place in one stream: 1 for its first event, then without gaps.
public struct StreamVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How many events the stream holds up to and with this one.
    public let number: UInt64

    /// Makes a version from its number.
    public init(_ number: UInt64) { self.number = number }

    /// A stream without events; it does not exist yet.
    public static let none = StreamVersion(0)

    /// The version this many events later.
    public func advanced(by count: Int) -> StreamVersion { StreamVersion(number + UInt64(count)) }

    public var description: String { String(number) }

    public static func < (left: StreamVersion, right: StreamVersion) -> Bool {
        left.number < right.number
    }
}
