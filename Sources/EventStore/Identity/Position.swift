/// A place in the log of one site: 1 for the first event, then without gaps.
public struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of the place; 0 stands before the first event.
    public let number: UInt64

    /// Makes a position from its number.
    public init(_ number: UInt64) { self.number = number }

    /// Before the first event.
    public static let origin = Position(0)

    /// The place this many events later.
    public func advanced(by count: Int) -> Position { Position(number + UInt64(count)) }

    public var description: String { String(number) }

    public static func < (left: Position, right: Position) -> Bool { left.number < right.number }
}
