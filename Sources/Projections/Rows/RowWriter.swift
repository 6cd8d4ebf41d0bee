import Domain
import EventStore
import Journal

/// Writes one event into the rows.
struct RowWriter {
    let rows: PendingRows
    let entry: JournalEntry

    /// The moment of the event, in Unix milliseconds.
    var time: Int64 { entry.recordedAt.millisecondsSinceEpoch }

    /// The moment of the event, for a row.
    var moment: Cell { .integer(time) }

    /// The position of the event here.
    var position: Int64 { Int64(clamping: entry.position.number) }

    /// How many events the stream has with this one.
    var streamVersion: Int64 { Int64(clamping: entry.streamVersion.number) }

    /// The site that recorded the event, when it is not this one; its rows stand apart.
    var origin: Cell { .text(entry.origin) }

    private var isImported: Bool { !entry.origin.isEmpty }

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
        case .site(let event): try apply(event)
        }
    }

    /// Runs a statement on a table of which no row is pending.
    func run(_ sql: String, _ cells: [Cell]) throws { try rows.statements.run(sql, cells) }

    /// Inserts or replaces a row of a table of which no row is pending.
    func put(_ table: ViewTable, _ values: KeyValuePairs<String, Cell>) throws {
        try rows.statements.insert(row(of: table, values), into: table)
    }

    /// A row of the event's origin; columns not named are `NULL`.
    func row(of table: ViewTable, _ values: KeyValuePairs<String, Cell>) -> [Cell] {
        var cells = table.cells(values)
        if table.showsImports { cells[cells.count - 1] = origin }
        return cells
    }

    /// The time between a moment of a row and the event; `NULL` where that moment is not known.
    func elapsed(since start: Cell) -> Cell {
        guard let start = start.number else { return .null }
        let (elapsed, overflow) = time.subtractingReportingOverflow(start)
        return overflow ? .null : .integer(elapsed)
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
