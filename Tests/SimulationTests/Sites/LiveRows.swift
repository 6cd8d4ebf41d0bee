import Domain
import EventStore
import GRDB
import Journal
import Scheduler
import TestKit

@testable import Projections

/// The rows of a site, which follow its log in batches of any size.
///
/// They are written on the world's thread: what the real projector does on threads of its own would
/// come at moments that no seed gives.
final class LiveRows: OpenStreamSource, @unchecked Sendable {
    // Only the world's thread touches it.
    private let log: MemoryEventLog
    private let store: ViewStore
    private var position = Position.origin
    private var random: SeededGenerator
    /// Leaves out the events of one batch: a mistake on purpose.
    private var skipsNext: Bool

    init(log: MemoryEventLog, seed: UInt64, skipsOne: Bool) throws {
        self.log = log
        skipsNext = skipsOne
        store = try ViewStore()
        random = SeededGenerator(seed: seed)
    }

    /// Reads on, a batch after the other, up to the end of the log.
    func follow() throws {
        while position < log.head {
            let limit = Int.random(in: 1...60, using: &random)
            let events = try log.events(after: position, limit: limit)
            if skipsNext, events.contains(where: { $0.envelope.type == "job.ended" }) {
                skipsNext = false
            } else {
                try Self.write(events, to: store, site: log.site)
            }
            position = events.last?.position ?? position
        }
    }

    func openStreams(upTo position: Position) async throws -> [StreamIdentity] {
        try follow()
        return try store.openStreams()
    }

    /// The notes that a job shows at a party; empty for one that has none.
    func notes(of holder: ResourceHolder) throws -> String {
        try follow()
        return try store.database.read { rows in
            try String.fetchOne(
                rows,
                sql: """
                    SELECT f_description FROM t_job
                    WHERE f_job_id = ? AND f_role = ? AND f_party_id = ?
                    """,
                arguments: [
                    holder.job.text, holder.party.role.rawValue, holder.party.id.description,
                ])
        } ?? ""
    }

    /// The rows as they are, and as the log gives them in one go.
    func compared() throws -> (live: String, rebuilt: String) {
        try follow()
        let fresh = try ViewStore()
        let events = try log.events(after: .origin, limit: .max)
        try Self.write(events, to: fresh, site: log.site)
        return (try store.dump(), try fresh.dump())
    }

    private static func write(
        _ events: [RecordedEvent], to store: ViewStore, site: String
    ) throws {
        let batch = try DecodedBatch(events, site: site)
        try store.database.write { try batch.write($0) }
    }
}
