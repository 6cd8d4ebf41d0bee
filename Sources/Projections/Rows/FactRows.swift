/// Rows that follow from events alone, whatever rows there are: these are only written, so they need
/// no database before they are complete.
final class FactRows {
    private var writes = PackedWrites()
    /// Engines of which cores were taken or given back, and when last.
    private var enginesDue: [String: EngineChange] = [:]

    /// The last event of an engine.
    struct EngineChange {
        /// Unix milliseconds.
        let time: Int64
        /// How many events the engine's stream has with it.
        let version: Int64
    }

    /// Inserts or replaces a row with these values and `NULL` in all other columns.
    func put(_ row: KeyValuePairs<String, Cell>, into table: ViewTable, from origin: Cell) {
        writes.put(row, into: table, from: origin)
    }

    /// Runs a statement.
    func run(_ sql: String, _ arguments: [Cell]) { writes.run(sql, arguments) }

    /// The free cores of an engine follow from who holds some.
    func holdingsHaveChanged(of engine: String, with change: EngineChange) {
        enginesDue[engine] = change
    }

    /// All writes, of which the last ones count what the others have changed.
    func finish() -> PackedWrites {
        for (engine, change) in enginesDue { countRemaining(engine, change) }
        enginesDue = [:]
        return writes
    }

    private func countRemaining(_ engine: String, _ change: EngineChange) {
        run(
            """
            UPDATE t_engine_registry SET f_update_time = ?, f_stream_version = ?,
                f_remaining_cores = f_cores - (
                    SELECT coalesce(sum(h.f_cores), 0) FROM t_engine_holding h
                    WHERE h.f_engine_name = t_engine_registry.f_engine_name),
                f_remaining_memory = iif(f_memory = 0, 0, f_memory - (
                    SELECT coalesce(sum(h.f_memory), 0) FROM t_engine_holding h
                    WHERE h.f_engine_name = t_engine_registry.f_engine_name))
            WHERE f_engine_name = ?
            """, [.integer(change.time), .integer(change.version), .text(engine)])
    }
}
