import Domain
import EventStore
import Wire

/// Which events of the log a client wants.
struct EventQuery: Sendable {
    /// The last position that the client has.
    let after: Position
    /// The most events to send; `nil` for no limit.
    let limit: Int?
    /// Only what belongs to this job.
    let job: JobID?
    /// Whether to wait for what is not there yet.
    let follows: Bool

    /// Reads the query; a client that reconnects sends the last position in a header.
    init(_ arguments: Arguments, lastEventID: String?) throws {
        let after = try lastEventID.flatMap { Int($0) } ?? arguments.integer("after") ?? 0
        guard after >= 0 else { throw Refusal.argument("after must be a position, from 0 on") }
        self.after = Position(UInt64(after))
        limit = try arguments.integer("limit").flatMap { $0 > 0 ? $0 : nil }
        job = try arguments["job"].map { value in
            guard let job = value.string.flatMap({ JobID($0) }) else {
                throw Refusal.argument("\(value.text()) cannot be a job")
            }
            return job
        }
        follows = arguments.flag("follow") ?? true
    }

    /// Whether an event is wanted: it is in a stream of the job, or happened for the job's sake.
    func accepts(_ event: RecordedEvent) -> Bool {
        guard let job else { return true }
        let envelope = event.envelope
        if envelope.correlationID == job.text { return true }
        let stream = envelope.stream.text
        return stream == "job-\(job)" || stream.hasPrefix("party-\(job)/")
            || stream.hasPrefix("track-\(job)/")
    }
}
