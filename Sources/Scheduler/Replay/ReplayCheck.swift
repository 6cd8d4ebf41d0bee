import Domain
import EventStore
import Journal

/// Makes the recorded decisions of a site again, by the same planners and reactors, and compares.
///
/// Read twice: first to learn at which positions was decided, then to stand there. Everything that a
/// decision rests on is folded from the events before it, as the coordinator folds them.
public struct ReplayCheck {
    let source: any ReplaySource
    var streams = OpenStreams()
    var missing = ReplayMissing()
    var plans = ReplayPlans()
    var dues = ReplayDues()
    var following = ReplayFollowing()
    var report: ReplayReport
    /// Streams in which something happens again after they were over.
    private var reopened: Set<StreamIdentity> = []

    /// How much earlier than its limit a time-out may be recorded: clocks are set back.
    static let slackMilliseconds: Int64 = 1_000

    private init(_ source: any ReplaySource) {
        self.source = source
        report = ReplayReport(site: source.site)
    }

    /// Decides again.
    ///
    /// - Throws: what reading throws, and `EventCodecError` for an event that cannot be read.
    public static func run(_ source: any ReplaySource) throws -> ReplayReport {
        var check = ReplayCheck(source)
        try check.collect()
        try source.events { page in
            for recorded in page { try check.absorb(recorded) }
        }
        check.notePending()
        return check.report
    }

    /// Learns at which positions the queue was planned, and which streams are not over when they
    /// seem to be.
    private mutating func collect() throws {
        try source.events { page in
            for recorded in page where recorded.isLookedForFirst && recorded.hasPayload {
                guard !recorded.isForeign(at: source.site),
                    let event = try JournalEntry(recorded, site: source.site)?.event
                else { continue }
                if let stream = event.continuedStream { reopened.insert(stream) }
                guard case .job(_, let change) = event, let position = change.queueBasis else {
                    continue
                }
                plans.expect(at: position)
            }
        }
    }

    private mutating func absorb(_ recorded: RecordedEvent) throws {
        report.note(recorded)
        defer { plan(at: recorded.position) }
        // What was imported was decided elsewhere.
        guard !recorded.isForeign(at: source.site),
            let identity = StreamIdentity(recorded.envelope.stream)
        else { return }
        missing.note(recorded, identity)
        streams.note(recorded.recordedAt)
        guard let entry = try JournalEntry(recorded, of: identity, site: source.site) else {
            return
        }
        check(entry, cause: recorded.envelope.causationID)
        streams.absorb(entry)
        settle(entry, recorded)
    }

    /// Plans, if a decision was made here.
    private mutating func plan(at position: Position) {
        if plans.isExpected(at: position) { plans.reach(position, streams.snapshot()) }
    }

    private mutating func check(_ entry: JournalEntry, cause: String) {
        checkEffect(entry, cause: cause)
        guard case .job(let job, let event) = entry.event else { return }
        switch event {
        // That a party does not answer while the job runs was seen, not decided.
        case .waitingExplained where streams.job(job)?.status == .running:
            break
        case .startDecided, .waitingExplained:
            checkQueue(event, of: job, entry)
        case .limitReached(let limit, let position):
            checkLimit(.job(limit), decidedAt: position, of: job, entry)
        case .taskLimitReached(let component, let version, let position):
            checkLimit(
                .task(component, version: version), decidedAt: position, of: job, entry)
        case .startOverdue(let attempt):
            checkPause(.answers, attempt, of: job, entry)
        case .startPauseEnded(let attempt):
            checkPause(.retry, attempt, of: job, entry)
        case .submitted, .partyCreated, .partyRefused, .partyUnanswered, .partyReserved,
            .partyLacked, .partyReleased, .started, .partyStarted, .taskStarted, .taskReported,
            .taskEnded, .partyUnreachable, .stopRequested, .ended, .partyClosed, .rerunRequested,
            .partyReopened,
            .partyDeclined, .taskRetryScheduled, .taskRetryReleased, .parametersRevised,
            .componentsInherited:
            break
        }
        checkTasks(event, of: job, entry)
        checkRules(event, of: job, entry)
    }

    /// Notes what is due now, and forgets what is over, as the coordinator does.
    private mutating func settle(_ entry: JournalEntry, _ recorded: RecordedEvent) {
        guard let stream = entry.event.reactingStream, isKnown(entry.event) else { return }
        dues.note(
            streams.due(in: stream), in: stream, after: recorded.envelope.id.description)
        if reopened.contains(stream) { return }
        switch entry.event {
        case .job(let job, _) where streams.job(job)?.isClosed == true:
            streams.forget(job)
            dues.forget(stream)
            following.forget(job)
        case .party(let job, let party, _):
            let holder = ResourceHolder(job: job, party: party)
            guard streams.party(holder)?.status.isEnd == true else { return }
            streams.forget(holder)
            dues.forget(stream)
        case .job, .track, .engine, .table, .model, .peer, .site:
            break
        }
    }

    /// Whether the stream of an event is known from its beginning.
    private func isKnown(_ event: DomainEvent) -> Bool {
        switch event {
        case .job(let job, _): streams.job(job) != nil
        case .party(let job, let party, _):
            streams.party(ResourceHolder(job: job, party: party)) != nil
        case .track, .engine, .table, .model, .peer, .site: false
        }
    }

    /// Lists what is due now and not recorded.
    private mutating func notePending() {
        guard source.extent == .whole else { return }
        for job in streams.openJobs where !missing.holds(job) { noteUnfinished(job) }
        guard missing.reason == nil else { return }
        for decision in QueuePlanner.plan(streams.snapshot()) {
            guard case .start(let job) = decision else { continue }
            notePending(.start, job, "start it")
        }
    }

    mutating func notePending(_ kind: ReplayKind, _ job: JobID, _ decided: String) {
        report.pending.append(ReplayPending(job: job, kind: kind, decided: decided))
    }
}

extension RecordedEvent {
    /// Whether it has to be known beforehand; told without reading the payload.
    fileprivate var isLookedForFirst: Bool {
        switch envelope.type {
        case "job.start_decided", "job.waiting_explained", "job.rerun_requested",
            "job.parameters_revised", "party.reopened":
            true
        default:
            false
        }
    }
}

extension DomainEvent {
    /// The stream in which this happens though it seemed to be over.
    fileprivate var continuedStream: StreamIdentity? {
        if case .job(let job, .parametersRevised) = self { return .job(job) }
        return reopenedStream
    }
}

extension JobEvent {
    /// The position at which the queue was planned for this event; `nil` where that is not known.
    var queueBasis: UInt64? {
        switch self {
        case .startDecided(_, let position): position
        case .waitingExplained(_, let position): position == 0 ? nil : position
        default: nil
        }
    }
}
