/// What the parties have in common, as one party sees it.
struct CommonKeys: Equatable, Sendable {
    /// The places of the common keys among the party's own, ascending.
    let places: [Int]
    /// How many rows the guest has of each; `nil` when it has one of each.
    let repeats: [Int]?

    /// The most rows that repetition may make; a peer's claim beyond it is refused.
    static let rowsMax = 1 << 28

    /// The number of rows that every party holds afterwards.
    var rowCount: Int { repeats?.reduce(0, +) ?? places.count }
}
