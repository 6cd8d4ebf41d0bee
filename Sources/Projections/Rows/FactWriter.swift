import Domain
import Journal

/// Writes what an event says by itself, apart from the rows of jobs and tasks; see ``RowWriter``.
struct FactWriter: EntryWriter {
    let rows: FactRows
    let entry: JournalEntry

    private var isImported: Bool { !entry.origin.isEmpty }

    func apply() {
        // The engines of other sites are none of ours, nor is what they know of others.
        if isImported, entry.event.concernsSiteAlone { return }
        switch entry.event {
        case .job: break
        case .party(let job, let party, let event): apply(event, of: job, at: party)
        case .track(let job, let party, let event): apply(event, of: job, at: party)
        case .table(_, let event): apply(event)
        case .model(let model, let event): apply(event, of: model)
        case .engine(let name, let event): apply(event, of: name)
        case .peer(let site, let event): apply(event, of: site)
        case .site(let event): apply(event)
        }
    }

    /// Runs a statement.
    func run(_ sql: String, _ cells: [Cell]) { rows.run(sql, cells) }

    /// Inserts or replaces a row of the event's origin; columns not named are `NULL`.
    func put(_ table: ViewTable, _ row: KeyValuePairs<String, Cell>) {
        rows.put(row, into: table, from: origin)
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
