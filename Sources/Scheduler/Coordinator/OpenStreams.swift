public import Domain
import EventStore
public import Journal

/// The jobs that are not over yet, as far as the coordinator has read the log.
///
/// A value that folds events: what is due and what to plan is asked of it. An event costs what it
/// changes; a snapshot of the queue costs a look at each waiting job that an event has changed.
public struct OpenStreams {
    /// A state and how many events of its stream it is made of.
    struct Folded<State> {
        fileprivate(set) var state: State
        fileprivate(set) var version: StreamVersion
    }

    private(set) var jobs: [JobID: Folded<JobState>] = [:]
    private(set) var parties: [ResourceHolder: Folded<PartyState>] = [:]
    private(set) var engines: [String: Folded<EngineState>] = [:]
    private var policy = QueuePolicy.fifo
    /// Since when jobs wait and run.
    private(set) var times: [JobID: JobTimes] = [:]
    /// When each running job is stopped at the latest.
    private var ends: [JobID: Timestamp] = [:]
    private var waiting = WaitingQueue()

    /// No streams yet.
    public init() {}

    /// When the newest event of this site was recorded.
    private var newest = Timestamp(millisecondsSinceEpoch: 0)

    /// Takes in a stream as it stands, at the start.
    mutating func load(_ state: PartyState, _ version: StreamVersion, of holder: ResourceHolder) {
        waiting.touch(holder.job)
        parties[holder] = Folded(state: state, version: version)
    }

    /// Takes in a stream as it stands, at the start.
    mutating func load(_ state: EngineState, _ version: StreamVersion, of engine: String) {
        waiting.touchAll()
        engines[engine] = Folded(state: state, version: version)
    }

    /// Takes in the site as it stands, at the start.
    mutating func load(_ state: SiteState) { policy = state.queuePolicy }

    /// Takes note of the moment of this site's newest event.
    public mutating func note(_ time: Timestamp) { newest = time }

    /// Folds an event; one that a loaded state holds already changes nothing.
    public mutating func absorb(_ entry: JournalEntry) {
        switch entry.event {
        case .job(let job, let event):
            absorb(event, of: job, entry)
        case .party(let job, let party, let event):
            let holder = ResourceHolder(job: job, party: party)
            Self.fold(PartyDecider.self, event, entry, into: &parties[holder])
            waiting.touch(job)
        case .engine(let name, let event):
            Self.fold(EngineDecider.self, event, entry, into: &engines[name])
            noteHolder(event)
        case .site(.queueOrdered(let policy)):
            self.policy = policy
        case .track, .table, .model, .peer, .site:
            break
        }
    }

    private mutating func absorb(_ event: JobEvent, of job: JobID, _ entry: JournalEntry) {
        let isNew = jobs[job] == nil
        Self.fold(JobDecider.self, event, entry, into: &jobs[job])
        guard let state = jobs[job]?.state else { return }
        if isNew {
            waiting.add(job, submittedAt: entry.position)
        } else {
            waiting.touch(job)
        }
        times[job, default: JobTimes()].note(event, at: entry.recordedAt)
        if case .started = event, let seconds = state.submission?.limits.timeoutSeconds {
            ends[job] = entry.recordedAt.advanced(byMilliseconds: Int64(seconds) * 1_000)
        } else if event.isRerun {
            ends[job] = nil
        }
    }

    /// What a party holds is not needed any more, and the other way round.
    private mutating func noteHolder(_ event: EngineEvent) {
        switch event {
        case .reserved(let holder, _), .released(let holder): waiting.touch(holder.job)
        case .registered, .resized: waiting.touchAll()
        }
    }

    /// Whether a stream is folded here.
    func knows(_ stream: StreamIdentity) -> Bool {
        switch stream {
        case .job(let job): jobs[job] != nil
        case .party(let job, let party): parties[ResourceHolder(job: job, party: party)] != nil
        case .engine(let name): engines[name] != nil
        case .track, .table, .model, .peer, .site: false
        }
    }

    private static func fold<D: Decider>(
        _: D.Type, _ event: D.Event, _ entry: JournalEntry, into folded: inout Folded<D.State>?
    ) {
        guard let known = folded else {
            // Streams that were over before the start are not loaded, and nothing is due in them.
            guard entry.streamVersion == StreamVersion(1) else { return }
            var state = D.initialState
            D.evolve(&state, event)
            folded = Folded(state: state, version: entry.streamVersion)
            return
        }
        guard entry.streamVersion > known.version else { return }
        D.evolve(&folded!.state, event)
        folded!.version = entry.streamVersion
    }

    /// The state of a job that is not closed.
    func job(_ job: JobID) -> JobState? { jobs[job]?.state }

    /// The jobs that are not closed, the oldest first as their ids go.
    var openJobs: [JobID] { jobs.keys.sorted { $0.text < $1.text } }

    /// The state of a job at a party.
    func party(_ holder: ResourceHolder) -> PartyState? { parties[holder]?.state }

    /// The state of a compute engine of this site.
    func engine(_ name: String) -> EngineState? { engines[name]?.state }

    /// Forgets a job in which nothing will happen any more.
    mutating func forget(_ job: JobID) {
        waiting.remove(job)
        (jobs[job], times[job], ends[job]) = (nil, nil, nil)
    }

    /// When a job has waited, or run, for as long as it may, or a task of it has.
    func deadline(of job: JobID) -> JobDeadline? {
        jobs[job].flatMap { times[job]?.deadline(of: $0.state) }
    }

    /// When this limit of a job is used up; `nil` when it does not run.
    func deadline(of job: JobID, _ limit: JobDeadline.Limit) -> Timestamp? {
        jobs[job].flatMap { times[job]?.deadlines(of: $0.state) }?.first { $0.limit == limit }?.time
    }

    /// Forgets a job at a party in which nothing will happen any more.
    mutating func forget(_ holder: ResourceHolder) {
        parties[holder] = nil
        waiting.touch(holder.job)
    }

    /// What is due in one stream, as far as it is looked at.
    func due(in stream: StreamIdentity, _ scope: DueScope = .everything) -> [Effect] {
        switch stream {
        case .job(let job):
            jobs[job].map { JobReactor.due(in: $0.state, scope) } ?? []
        case .party(let job, let party):
            parties[ResourceHolder(job: job, party: party)].map {
                PartyReactor.due(in: $0.state, scope)
                    + (scope == .everything ? inquiries(of: $0.state, job) : [])
            } ?? []
        case .engine, .track, .table, .model, .peer, .site:
            []
        }
    }

    /// What a party has to ask. Of a job of this site's own, everything is on this log.
    private func inquiries(of state: PartyState, _ job: JobID) -> [Effect] {
        jobs[job] == nil ? PartyReactor.inquiry(of: state) : []
    }

    /// All streams in which something may be due, the oldest job first.
    var reacting: [StreamIdentity] {
        openJobs.map { .job($0) }
            + parties.keys.sorted { "\($0.job) \($0.party)" < "\($1.job) \($1.party)" }
            .map { .party($0.job, $0.party) }
    }

    /// The queue and the engines, as the planner wants them.
    public mutating func snapshot() -> QueueSnapshot {
        // Taken out, so that it is changed in place.
        var queue = WaitingQueue()
        swap(&queue, &waiting)
        defer { swap(&queue, &waiting) }
        let jobs = queue.refreshed { waitingJob($0) }
        return QueueSnapshot(
            policy: policy, jobs: jobs, engines: engines.mapValues(\.state), ends: ends,
            now: newest)
    }

    /// The waiting jobs in the order of their submission.
    var waitingJobs: [JobID] { waiting.all.filter { jobs[$0]?.state.status == .waiting } }
}

extension JobEvent {
    fileprivate var isRerun: Bool {
        if case .rerunRequested = self { true } else { false }
    }
}
