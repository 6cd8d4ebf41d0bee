import EventStore
import GRDB
import Journal

/// How late it was at the site when the log had reached a position.
///
/// Event times need not grow with positions: a command takes its time before it is appended, clocks
/// are set back, and imported events carry the times of their origin. So a position's time is the
/// latest one that an event of this site up to it was recorded at: a running maximum, which only
/// grows. It is kept for every 1,024th position, written with the rows; the rest is read off the
/// log.
enum MomentMarks {
    /// A mark is kept for every position that this number divides.
    static let spacing: UInt64 = 1_024

    /// Before any event.
    static let never = Int64.min

    static let creation = """
        DROP TABLE IF EXISTS main.clotho_moment;
        CREATE TABLE main.clotho_moment (f_latest INTEGER NOT NULL, f_position INTEGER NOT NULL,
            PRIMARY KEY (f_latest, f_position)) WITHOUT ROWID;
        DROP TABLE IF EXISTS main.clotho_latest;
        CREATE TABLE main.clotho_latest (f_latest INTEGER NOT NULL);
        INSERT INTO main.clotho_latest VALUES (\(never));
        """

    /// What some events add, apart from how late it was before them.
    struct Additions: Sendable {
        private var marks: [Mark] = []
        private var latest = never

        /// Takes in the next event.
        mutating func note(_ event: RecordedEvent, site: String) {
            latest = later(latest, event, site: site)
            guard event.position.number.isMultiple(of: spacing) else { return }
            marks.append(Mark(position: event.position, latest: latest))
        }

        /// Writes them behind those that are there.
        func write(_ database: Database) throws {
            let before =
                try Int64.fetchOne(
                    database.cachedStatement(sql: "SELECT f_latest FROM clotho_latest")) ?? never
            for mark in marks {
                try database.cachedStatement(sql: "INSERT INTO clotho_moment VALUES (?, ?)")
                    .execute(
                        arguments: [max(before, mark.latest), Int64(mark.position.number)])
            }
            guard latest > before else { return }
            try database.cachedStatement(sql: "UPDATE clotho_latest SET f_latest = ?")
                .execute(arguments: [latest])
        }
    }

    /// The running maximum behind an event.
    static func later(_ latest: Int64, _ event: RecordedEvent, site: String) -> Int64 {
        let envelope = event.envelope
        return envelope.recordedAt > latest && !event.isForeign(at: site)
            ? envelope.recordedAt : latest
    }

    /// A position and how late it was there.
    struct Mark: Sendable {
        var position = Position.origin
        var latest = never
    }

    /// The last mark that is not later than a time; the beginning of the log if there is none.
    static func last(notAfter time: Int64, _ database: Database) throws -> Mark {
        try last(where: "f_latest <= ?", time, database)
    }

    /// The last mark that is not behind a position.
    static func last(upTo position: Position, _ database: Database) throws -> Mark {
        try last(where: "f_position <= ?", Int64(clamping: position.number), database)
    }

    private static func last(
        where condition: String, _ limit: Int64, _ database: Database
    ) throws -> Mark {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT f_position, f_latest FROM clotho_moment WHERE \(condition)
                ORDER BY f_latest DESC, f_position DESC LIMIT 1
                """, arguments: [limit])
        return row.map { Mark(position: Position(UInt64($0[0] as Int64)), latest: $0[1]) } ?? Mark()
    }
}
