import Domain
import EventStore
import Journal

/// What is not known at a place of the log because payloads were erased there, or are withheld.
///
/// What a job's missing events say is over when the job is; an engine's or the site's is not.
struct ReplayMissing {
    private var jobs: Set<JobID> = []
    private var openStreams: Set<StreamIdentity> = []
    private var openHoldings: Set<String> = []
    private var lasting: Position?

    /// Whether events of a job have no payload.
    func holds(_ job: JobID) -> Bool { jobs.contains(job) }

    /// Why engines and queue are not known here; `nil` when they are.
    var reason: String? {
        if let lasting {
            return "the event at position \(lasting), which the queue rests on, has no payload here"
        }
        return openStreams.isEmpty && openHoldings.isEmpty
            ? nil : "events of a job that was in the queue or at work have no payload here"
    }

    /// Takes in an event of this site, with or without its payload.
    mutating func note(_ event: RecordedEvent, _ identity: StreamIdentity) {
        let envelope = event.envelope
        let isMissing = !event.hasPayload
        switch identity {
        case .job(let job):
            if isMissing { open(identity, of: job) }
            if envelope.type == "job.ended" { openStreams.remove(identity) }
        case .party(let job, _):
            if isMissing { open(identity, of: job) }
            if envelope.type == "party.ended" { openStreams.remove(identity) }
        case .engine:
            noteEngine(envelope, isMissing, at: event.position)
        case .site where isMissing && envelope.type == "site.queue_ordered":
            lasting = lasting ?? event.position
        case .site, .track, .table, .model, .peer:
            break
        }
    }

    private mutating func open(_ stream: StreamIdentity, of job: JobID) {
        jobs.insert(job)
        openStreams.insert(stream)
    }

    private mutating func noteEngine(
        _ envelope: EventEnvelope, _ isMissing: Bool, at position: Position
    ) {
        let job = envelope.correlationID
        switch envelope.type {
        case "engine.reserved" where isMissing: openHoldings.insert(job)
        case "engine.released" where openHoldings.contains(job): openHoldings.remove(job)
        case _ where isMissing: lasting = lasting ?? position
        case _: break
        }
    }
}
