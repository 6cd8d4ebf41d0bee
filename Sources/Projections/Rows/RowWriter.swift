import Domain
import EventStore
import Journal

/// Writes one event into the rows of jobs and tasks, which it changes as they were; the rest is
/// written by ``FactWriter``.
struct RowWriter: EntryWriter {
    let rows: PendingRows
    let entry: JournalEntry

    /// Whether an event changes rows of jobs or tasks.
    static func concerns(_ event: DomainEvent) -> Bool {
        switch event {
        case .job, .party, .track(_, _, .progressed): true
        case .track, .table, .model, .engine, .peer, .site: false
        }
    }

    func apply() throws {
        switch entry.event {
        case .job(let job, let event): try apply(event, of: job)
        case .party(let job, let party, let event): try apply(event, of: job, at: party)
        case .track(let job, let party, .progressed(let component, let version, let percent)):
            let task = TaskID(job: job, component: component, version: version)
            try updateTask(task, party) { $0["f_progress"] = Cell(percent) }
        case .track, .table, .model, .engine, .peer, .site: break
        }
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
