import Domain
import GRDB

/// Reads the words of a predicate.
struct RowPredicateParser {
    private var tokens: ArraySlice<Token>

    private enum Token: Equatable {
        case word(String)
        case quoted(String)
        case comparison(RowPredicate.Comparison)

        var text: String {
            switch self {
            case .word(let text), .quoted(let text): text
            case .comparison(let comparison): comparison.rawValue
            }
        }
    }

    private static let form = "TABLE where COLUMN = VALUE and COLUMN > VALUE …"

    init(_ text: String) throws { tokens = try Self.tokens(of: text)[...] }

    mutating func predicate() throws -> RowPredicate {
        let table = try table()
        guard takeKeyword("where") else {
            throw RowPredicateError("after \(table.name) comes where: \(Self.form)")
        }
        var conditions = [try condition(on: table)]
        while takeKeyword("and") { conditions.append(try condition(on: table)) }
        guard let next = tokens.first else {
            return RowPredicate(table: table, conditions: conditions)
        }
        throw RowPredicateError("\(next.text) cannot stand there; join conditions with and")
    }

    private mutating func table() throws -> ViewTable {
        let names = ViewTables.all.map(\.name).joined(separator: ", ")
        guard case .word(let name) = tokens.popFirst() else {
            throw RowPredicateError("begin with a table: \(Self.form); tables: \(names)")
        }
        let table = ViewTables.all.first { [name, "t_" + name].contains($0.name) }
        guard let table else {
            throw RowPredicateError("there is no table \(name); tables: \(names)")
        }
        return table
    }

    private mutating func condition(on table: ViewTable) throws -> RowPredicate.Condition {
        guard case .word(let name) = tokens.popFirst() else {
            throw RowPredicateError("where a column is expected: \(Self.form)")
        }
        guard let column = table.columns.first(where: { [name, "f_" + name].contains($0.name) })
        else {
            let names = table.columns.map(\.name).joined(separator: ", ")
            throw RowPredicateError("\(table.name) has no column \(name); columns: \(names)")
        }
        if takeKeyword("is") {
            let isNot = takeKeyword("not")
            guard takeKeyword("null") else {
                throw RowPredicateError("after is comes null or not null")
            }
            return isNot ? .isNotNull(column) : .isNull(column)
        }
        guard case .comparison(let comparison) = tokens.popFirst() else {
            let known = RowPredicate.Comparison.allCases.map(\.rawValue).joined(separator: " ")
            throw RowPredicateError("after \(column.name) comes one of \(known) or is [not] null")
        }
        return .compare(column, comparison, try value(of: column))
    }

    private mutating func value(of column: ViewTable.Column) throws -> DatabaseValue {
        switch tokens.popFirst() {
        case .word(let text), .quoted(let text):
            do {
                return try ColumnFilter(column: column).argument(.string(text))
            } catch {
                throw RowPredicateError("\(error)")
            }
        case .comparison, nil:
            throw RowPredicateError("\(column.name) is compared with nothing; give a value")
        }
    }

    private mutating func takeKeyword(_ keyword: String) -> Bool {
        guard case .word(let word) = tokens.first, word.lowercased() == keyword else {
            return false
        }
        tokens.removeFirst()
        return true
    }

    private static func tokens(of text: String) throws -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest = rest.dropFirst()
            } else if first == "'" {
                tokens.append(.quoted(try quoted(&rest)))
            } else if let comparison = RowPredicate.Comparison.allCases.first(where: {
                rest.hasPrefix($0.rawValue)
            }) {
                tokens.append(.comparison(comparison))
                rest = rest.dropFirst(comparison.rawValue.count)
            } else {
                let word = rest.prefix { !$0.isWhitespace && !"'=!<>".contains($0) }
                guard !word.isEmpty else { throw RowPredicateError("\(first) is no operator") }
                tokens.append(.word(String(word)))
                rest = rest.dropFirst(word.count)
            }
        }
        return tokens
    }

    /// The text between single quotes; two of them inside stand for one.
    private static func quoted(_ rest: inout Substring) throws -> String {
        var text = ""
        rest = rest.dropFirst()
        while let first = rest.popFirst() {
            if first != "'" {
                text.append(first)
            } else if rest.first == "'" {
                text.append("'")
                rest = rest.dropFirst()
            } else {
                return text
            }
        }
        throw RowPredicateError("a single quote is missing at the end of '\(text)")
    }
}
