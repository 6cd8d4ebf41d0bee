import Domain
import EventStore
import Journal

/// The jobs that are not over yet, as far as the coordinator has read the log.
///
/// A value that folds events: what is due and what to plan is asked of it.
struct OpenStreams {
    private struct Folded<State> {
        var state: State
        var version: StreamVersion
    }

    private var jobs: [JobID: Folded<JobState>] = [:]
    private var parties: [ResourceHolder: Folded<PartyState>] = [:]
    private var engines: [String: Folded<EngineState>] = [:]
    private var policy = QueuePolicy.fifo
    /// Since when jobs wait and run.
    private var times: [JobID: JobTimes] = [:]
    private var newest = Timestamp(millisecondsSinceEpoch: 0)
    /// The waiting jobs in the order of their submission.
    private var queue: [JobID] = []

    /// Takes in a stream as it stands, at the start.
    mutating func load(_ state: PartyState, _ version: StreamVersion, of holder: ResourceHolder) {
        parties[holder] = Folded(state: state, version: version)
    }

    /// Takes in a stream as it stands, at the start.
    mutating func load(_ state: EngineState, _ version: StreamVersion, of engine: String) {
        engines[engine] = Folded(state: state, version: version)
    }

    /// Takes in the site as it stands, at the start.
    mutating func load(_ state: SiteState) { policy = state.queuePolicy }

    /// Folds an event; one that a loaded state holds already changes nothing.
    mutating func absorb(_ entry: JournalEntry) {
        newest = max(newest, entry.recordedAt)
        switch entry.event {
        case .job(let job, let event):
            absorb(event, of: job, entry)
        case .party(let job, let party, let event):
            let holder = ResourceHolder(job: job, party: party)
            Self.fold(PartyDecider.self, event, entry, into: &parties[holder])
        case .engine(let name, let event):
            Self.fold(EngineDecider.self, event, entry, into: &engines[name])
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
        if isNew { queue.append(job) }
        times[job, default: JobTimes()].note(event, at: entry.recordedAt)
        if state.status.isEnd { queue.removeAll { $0 == job } }
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

    /// The state of a job at a party.
    func party(_ holder: ResourceHolder) -> PartyState? { parties[holder]?.state }

    /// Forgets a job in which nothing will happen any more.
    mutating func forget(_ job: JobID) { (jobs[job], times[job]) = (nil, nil) }

    /// When a job has waited, or run, for as long as it may.
    func deadline(of job: JobID) -> JobDeadline? {
        jobs[job].flatMap { times[job]?.deadline(of: $0.state) }
    }

    /// Forgets a job at a party in which nothing will happen any more.
    mutating func forget(_ holder: ResourceHolder) { parties[holder] = nil }

    /// What is due in one stream.
    func due(in stream: StreamIdentity) -> [Effect] {
        switch stream {
        case .job(let job):
            jobs[job].map { JobReactor.due(in: $0.state) } ?? []
        case .party(let job, let party):
            parties[ResourceHolder(job: job, party: party)]
                .map { PartyReactor.due(in: $0.state) } ?? []
        case .engine, .track, .table, .model, .peer, .site:
            []
        }
    }

    /// Everything that is due, over all open streams.
    var allDue: [(stream: StreamIdentity, effects: [Effect])] {
        jobs.map { (.job($0.key), JobReactor.due(in: $0.value.state)) }
            + parties.map {
                (.party($0.key.job, $0.key.party), PartyReactor.due(in: $0.value.state))
            }
    }

    /// The queue and the engines, as the planner wants them.
    ///
    /// - Parameter pauses: What the jobs that are held up by other sites wait for.
    func snapshot(_ pauses: [JobID: QueueSnapshot.Phase]) -> QueueSnapshot {
        let waiting = queue.compactMap { job -> QueueSnapshot.WaitingJob? in
            guard let state = jobs[job]?.state, state.status == .waiting else { return nil }
            return QueueSnapshot.WaitingJob(
                job: job, needs: needs(of: state, job),
                phase: pauses[job] ?? (state.isStarting ? .starting : .ready),
                limits: state.submission?.limits ?? JobLimits())
        }
        return QueueSnapshot(
            policy: policy, jobs: waiting, engines: engines.mapValues(\.state), ends: ends,
            now: newest)
    }

    /// When each running job is stopped at the latest.
    private var ends: [JobID: Timestamp] {
        times.compactMapValues { $0.startedAt }.reduce(into: [:]) { ends, started in
            guard let seconds = jobs[started.key]?.state.submission?.limits.timeoutSeconds else {
                return
            }
            ends[started.key] = started.value.advanced(byMilliseconds: Int64(seconds) * 1_000)
        }
    }

    /// Whether a party of a job lives at this site.
    func isHere(_ party: Party, of job: JobID) -> Bool {
        parties[ResourceHolder(job: job, party: party)] != nil
    }

    /// What the parties at this site need and do not hold, in the order of the conf.
    private func needs(of state: JobState, _ job: JobID) -> [QueueSnapshot.Need] {
        (state.submission?.parties ?? []).compactMap { party in
            let holder = ResourceHolder(job: job, party: party)
            guard case .created(let need) = state.parties[party], parties[holder] != nil,
                engines[need.engine]?.state.holdings[holder] == nil
            else { return nil }
            return QueueSnapshot.Need(party: party, need: need)
        }
    }
}
