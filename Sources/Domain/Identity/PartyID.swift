/// The number of an organisation; 0 stands for a local job.
public struct PartyID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number.
    public let number: Int

    /// The party of local jobs.
    public static let local = PartyID(0)

    /// Makes a party id from its number.
    public init(_ number: Int) { self.number = number }

    /// `nil` when the text is not a whole number.
    public init?(text: String) {
        guard let number = Int(text) else { return nil }
        self.number = number
    }

    public var description: String { String(number) }

    public static func < (left: PartyID, right: PartyID) -> Bool { left.number < right.number }
}
