import Domain
import GRDB
import Journal

/// Writes one event into the rows.
struct RowWriter {
    let database: Database
    let entry: JournalEntry

    /// The moment of the event, in Unix milliseconds.
    var time: Int64 { entry.recordedAt.millisecondsSinceEpoch }

    func apply() throws {
        switch entry.event {
        case .job(let job, let event): try apply(event, of: job)
        case .party(let job, let party, let event): try apply(event, of: job, at: party)
        case .track(let job, let party, let event): try apply(event, of: job, at: party)
        case .engine(let name, let event): try apply(event, of: name)
        case .table(_, let event): try apply(event)
        }
    }

    /// Runs a statement that is prepared once per connection.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Inserts or replaces a row; columns not named are `NULL`.
    func put(
        _ table: ViewTable, _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>
    ) throws {
        let names = values.map(\.key).joined(separator: ", ")
        let marks = databaseQuestionMarks(count: values.count)
        try run(
            "INSERT OR REPLACE INTO \(table.name) (\(names)) VALUES (\(marks))",
            StatementArguments(values.map(\.value)))
    }
}
