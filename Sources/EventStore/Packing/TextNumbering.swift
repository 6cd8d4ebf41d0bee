/// Gives the texts of one append their numbers: its events mostly have the same.
struct TextNumbering {
    private let texts: SharedTexts?
    private var last: (type: String, actor: String, numbers: (type: UInt16, actor: UInt16))?

    /// - Parameter texts: Without them no text has a number.
    init(_ texts: SharedTexts?) { self.texts = texts }

    /// The numbers of a type and an actor; `nil` when one of them has none.
    mutating func numbers(type: String, actor: String) -> (type: UInt16, actor: UInt16)? {
        if let last, Spelling(last.type) == Spelling(type),
            Spelling(last.actor) == Spelling(actor)
        {
            return last.numbers
        }
        guard let numbers = texts?.numbers(of: type, actor) else { return nil }
        last = (type, actor, numbers)
        return numbers
    }
}
