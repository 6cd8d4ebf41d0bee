import Domain

/// A way for the guest to find which of its keys one host has.
///
/// A position names a key in the shuffled list that the host sent; only the host knows which.
protocol PairMatcher: Sendable {
    /// The guest's part.
    /// - Returns: for each own key that the host has, by its place, the host's position of it.
    func find(_ keys: [[UInt8]], at host: Party, over wire: ElementWire) async throws -> [Int: Int]

    /// The host's part.
    /// - Returns: the places of the own keys by position.
    func offer(_ keys: [[UInt8]], to guest: Party, over wire: ElementWire) async throws -> [Int]
}

extension PairMatcher {
    /// Joins the guest's finished elements with the host's.
    /// - Parameters:
    ///   - own: element of each own key, at the places `order`.
    ///   - theirs: the host's elements by position, each once.
    func join(
        own: [[UInt8]], order: [Int], theirs: [[UInt8]], of host: Party
    ) throws(ComponentError) -> [Int: Int] {
        var positions: [[UInt8]: Int] = [:]
        for (position, element) in theirs.enumerated() {
            guard positions.updateValue(position, forKey: element) == nil else {
                throw ComponentError("\(host) sent an element of its list twice")
            }
        }
        var found: [Int: Int] = [:]
        for (element, place) in zip(own, order) {
            if let position = positions[element] { found[place] = position }
        }
        return found
    }
}
