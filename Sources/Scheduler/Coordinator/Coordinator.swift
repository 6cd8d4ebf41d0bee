import Domain
import EventStore
public import Journal
public import Logging

/// Moves jobs: reads the log and, for every event, does what has become due.
///
/// It decides nothing by itself. Reactors say what is due, planners what to start; both are pure.
/// Nothing is polled and nothing needs to be remembered: after a restart the same functions say
/// from the states alone what is still to be done, and effects may be repeated.
public actor Coordinator {
    let journal: Journal
    let runner: EffectRunner
    private let loader: StreamLoader
    let clock: any WallClock
    let logger: Logger

    private(set) var streams = OpenStreams()
    private(set) var position = Position.origin
    /// Effects that were begun, by stream; none is begun twice while its stream is open.
    private var begun: [StreamIdentity: Set<Effect>] = [:]
    private var timers = JobTimers()
    /// What is to be done next.
    private var pending: [Work] = []

    /// Something to do outside the actor.
    enum Work: Sendable {
        case perform(Effect, StreamIdentity, cause: String)
        case decide(JobCommand, JobID, cause: String)
        case pause(StartPause)
    }

    /// Makes a coordinator.
    public init(
        journal: Journal, runner: EffectRunner, openStreams: any OpenStreamSource,
        clock: any WallClock, logger: Logger
    ) {
        self.journal = journal
        self.runner = runner
        loader = StreamLoader(journal: journal, source: openStreams)
        self.clock = clock
        self.logger = logger
    }

    /// Takes up all open jobs and follows the log until it closes or the task is cancelled.
    public func run() async throws {
        position = journal.log.head
        streams = try await loader.streams(upTo: position)
        try catchUp()
        try await withThrowingDiscardingTaskGroup { group in
            defer { timers.cancel() }
            for stream in streams.reacting {
                if case .job(let job) = stream { setTimer(of: job) }
                let cause = try loader.newestEvent(of: stream)
                begin(of: stream, .everything) { _ in cause }
            }
            for job in streams.waitingJobs {
                let cause = try loader.newestEvent(of: .job(job))
                for kind in StartPause.Kind.allCases { beginPause(of: job, kind, cause: cause) }
            }
            for (command, job) in plannedQueue() {
                pending.append(
                    .decide(command, job, cause: try loader.newestEvent(of: .job(job))))
            }
            hand(to: &group)
            for try await batch in journal.log.subscribe(after: position) {
                try absorb(batch)
                hand(to: &group)
            }
            group.cancelAll()
        }
    }

    /// Takes in what was recorded while the streams were loaded, so that the first plan sees the
    /// log as it stood at one position.
    private func catchUp() throws {
        for recorded in try journal.log.events(after: position, limit: .max) {
            _ = try fold(recorded)
        }
    }

    /// Folds an event; `nil` for one that means nothing to the scheduler.
    private func fold(_ recorded: RecordedEvent) throws -> JournalEntry? {
        position = recorded.position
        // What was imported happened elsewhere; it is not even decoded here.
        let site = journal.log.site
        guard !recorded.isForeign(at: site) else { return nil }
        streams.note(recorded.recordedAt)
        guard let entry = try JournalEntry(recorded, site: site) else { return nil }
        try takeUp(entry)
        return entry
    }

    /// Folds a batch, then asks once for every stream that it touched.
    private func absorb(_ batch: [RecordedEvent]) throws {
        var touched = TouchedStreams()
        var causes = BatchCauses()
        for recorded in batch {
            guard let entry = try fold(recorded) else { continue }
            let event = recorded.envelope.id
            if case .job(let job, let change) = entry.event {
                notePause(of: job, after: change, cause: event)
            }
            if entry.event.concernsQueue { causes.noteQueue(event) }
            guard let stream = entry.event.reactingStream else { continue }
            let scope = entry.event.dueScope
            touched.note(stream, scope)
            causes.note(event, due: streams.due(in: stream, scope))
        }
        for stream in touched.streams { react(stream, touched.scopes(of: stream), causes) }
        // Each may ask the other what it knows until both have reacted.
        for stream in touched.streams { forgetIfOver(stream) }
        if let cause = causes.queue { planQueue(cause: cause) }
    }

    /// Folds an event. A stream that was over and in which something happens again is read from
    /// its beginning.
    private func takeUp(_ entry: JournalEntry) throws {
        guard let stream = entry.event.reopenedStream, !streams.knows(stream) else {
            return streams.absorb(entry)
        }
        for earlier in try journal.entries(of: stream) where earlier.position <= entry.position {
            streams.absorb(earlier)
        }
    }

    private func react(
        _ stream: StreamIdentity, _ scopes: [DueScope], _ causes: BatchCauses
    ) {
        switch stream {
        case .job(let job):
            guard streams.knows(stream) else { return }
            setTimer(of: job)
            for scope in scopes { begin(of: stream, scope, causes.cause(of:)) }
        case .party:
            for scope in scopes { begin(of: stream, scope, causes.cause(of:)) }
        case .engine, .track, .table, .model, .peer, .site:
            break
        }
    }

    private func forgetIfOver(_ stream: StreamIdentity) {
        switch stream {
        case .job(let job) where streams.job(job)?.isClosed == true:
            streams.forget(job)
            begun[stream] = nil
        case .party(let job, let party):
            let holder = ResourceHolder(job: job, party: party)
            guard streams.party(holder)?.status.isEnd == true else { return }
            streams.forget(holder)
            begun[stream] = nil
        case .job, .engine, .track, .table, .model, .peer, .site:
            break
        }
    }

    private func setTimer(of job: JobID) {
        timers.set(streams.deadline(of: job), of: job, clock) { [self] limit in
            await decide(limit.command(position: position.number), job)
        }
    }

    private func planQueue(cause: String) {
        pending += plannedQueue().map { .decide($0.command, $0.job, cause: cause) }
    }

    /// What is to be done with the waiting jobs, as the log stands.
    func plannedQueue() -> [(command: JobCommand, job: JobID)] {
        QueuePlanner.plan(streams.snapshot()).map { decision in
            switch decision {
            case .start(let job):
                (.start(position: position.number), job)
            case .wait(let job, let reasons):
                (.explainWaiting(reasons, position: position.number), job)
            }
        }
    }

    /// Has something done with the next batch.
    func add(_ work: Work) { pending.append(work) }

    private func begin(
        of stream: StreamIdentity, _ scope: DueScope, _ cause: (Effect) -> String
    ) {
        for effect in streams.undone(in: stream, scope)
        where begun[stream, default: []].insert(effect).inserted {
            pending.append(.perform(effect, stream, cause: cause(effect)))
        }
    }

    /// Whether an effect is still wanted: nothing has made it pointless since it was begun.
    func isDue(_ effect: Effect, of stream: StreamIdentity) -> Bool {
        streams.undone(in: stream, effect.dueScope).contains(effect)
    }

    private func hand(to group: inout ThrowingDiscardingTaskGroup<any Error>) {
        for work in pending {
            switch work {
            case .perform(let effect, let stream, let cause):
                group.addTask {
                    await Causation.$current.withValue(cause) {
                        await self.perform(effect, of: stream)
                    }
                }
            case .decide(let command, let job, let cause):
                group.addTask {
                    await Causation.$current.withValue(cause) { await self.decide(command, job) }
                }
            case .pause(let pause):
                group.addTask { await self.sit(out: pause) }
            }
        }
        pending = []
    }
}
