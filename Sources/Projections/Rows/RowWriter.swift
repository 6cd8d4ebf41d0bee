import Domain
import EventStore
import GRDB
import Journal

/// Writes one event into the rows.
struct RowWriter {
    let database: Database
    let entry: JournalEntry

    /// The moment of the event, in Unix milliseconds.
    var time: Int64 { entry.recordedAt.millisecondsSinceEpoch }

    /// The position of the event here.
    var position: Int64 { Int64(clamping: entry.position.number) }

    /// The site that recorded the event, when it is not this one; its rows stand apart.
    var origin: String { entry.origin }

    private var isImported: Bool { !origin.isEmpty }

    func apply() throws {
        // The engines of other sites are none of ours, nor is what they know of others.
        if isImported, entry.event.concernsSiteAlone { return }
        switch entry.event {
        case .job(let job, let event): try apply(event, of: job)
        case .party(let job, let party, let event): try apply(event, of: job, at: party)
        case .track(let job, let party, let event): try apply(event, of: job, at: party)
        case .table(_, let event): try apply(event)
        case .model(let model, let event): try apply(event, of: model)
        case .engine(let name, let event): try apply(event, of: name)
        case .peer(let site, let event): try apply(event, of: site)
        case .site: break
        }
    }

    /// Runs a statement that is prepared once per connection.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try run(database.cachedStatement(sql: sql), arguments)
    }

    /// Inserts or replaces a row of the event's origin; columns not named are `NULL`.
    func put(
        _ table: ViewTable, _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>
    ) throws {
        let sql = Self.insertions.sql(for: table, columns: values.lazy.map(\.key))
        let arguments = StatementArguments(values.map(\.value))
        try run(
            database.cachedStatement(sql: sql),
            table.showsImports ? arguments + [origin] : arguments)
    }

    private static let insertions = InsertionTexts()

    /// The number of arguments is fixed with each statement here: it need not be counted again.
    private func run(_ statement: Statement, _ arguments: StatementArguments) throws {
        statement.setUncheckedArguments(arguments)
        try statement.execute()
    }
}

extension DomainEvent {
    /// Whether it means nothing at another site.
    fileprivate var concernsSiteAlone: Bool {
        switch self {
        case .engine, .peer, .site: true
        case .job, .party, .track, .table, .model: false
        }
    }
}
