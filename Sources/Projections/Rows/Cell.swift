import EventStore

/// One value of a row, as SQLite keeps it.
enum Cell: Sendable {
    case null
    case integer(Int64)
    case text(String)

    init(_ number: Int) { self = .integer(Int64(number)) }

    init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }

    /// The number; `nil` for `NULL` and for a text.
    var number: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }
}

/// Texts are equal when their bytes are, as in SQLite's keys.
extension Cell: Hashable {
    static func == (left: Cell, right: Cell) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): Spelling(left) == Spelling(right)
        case (.null, _), (.integer, _), (.text, _): false
        }
    }

    func hash(into hasher: inout Hasher) {
        switch self {
        case .null: break
        case .integer(let number): hasher.combine(number)
        case .text(let text): hasher.combine(Spelling(text))
        }
    }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    init(stringLiteral text: String) { self = .text(text) }

    init(integerLiteral number: Int64) { self = .integer(number) }

    init(booleanLiteral flag: Bool) { self.init(flag) }
}
