import Domain
import EventStore
import Wire

/// What a leader that died before it answered had carried out of a request, by the log: all that it
/// appended names the request as its correlation or as its cause.
struct FormerAnswer {
    private static let pageSize = 1_000

    /// The job that was submitted, where one was.
    private let job: JobID?

    /// `nil` when nothing was carried out. Complete once another one leads: the former leader can
    /// append no more.
    init?(to id: String, in log: any EventLogReader, after start: Position) throws {
        var (position, isDone, job) = (start, false, JobID?.none)
        while true {
            let page = try log.events(after: position, limit: Self.pageSize)
            for event in page
            where event.envelope.correlationID == id || event.envelope.causationID == id {
                isDone = true
                let stream = event.envelope.stream.text
                if stream.hasPrefix("job-") { job = JobID(String(stream.dropFirst(4))) }
            }
            guard let last = page.last, page.count == Self.pageSize else { break }
            position = last.position
        }
        guard isDone else { return nil }
        self.job = job
    }

    /// An answer as clients read it, with as much as the log tells.
    var reply: Reply {
        let data: JSONValue = job.map { ["job_id": .string($0.text)] } ?? [:]
        var envelope = Envelope(data: data, job: job)
        envelope.message = "success"
        return .envelope(envelope)
    }
}
