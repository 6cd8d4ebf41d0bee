/// The sides on which a line leaves a cell.
struct Sides: OptionSet, Hashable {
    let rawValue: Int

    static let up = Sides(rawValue: 1)
    static let down = Sides(rawValue: 2)
    static let left = Sides(rawValue: 4)
    static let right = Sides(rawValue: 8)
    static let vertical: Sides = [.up, .down]
    static let horizontal: Sides = [.left, .right]

    /// The box drawing character with these sides.
    var character: Character { Self.characters[rawValue] }

    private static let characters = Array(" │││─┘┐┤─└┌├─┴┬┼")
}
