import Domain
import EventStore
import Journal

/// One task as it ran.
struct RecordedTask {
    let startedAt: Timestamp
    /// When the last party reported its end.
    var endedAt: Timestamp?
    /// How it ended at the parties, in the order of their reports.
    var ends: [(party: Party, status: TaskStatus)] = []
}

/// One job as it was asked for, and how long each step took.
struct RecordedJob {
    let submission: JobSubmission
    let submittedAt: Timestamp
    /// The parts of the parties that live at the site.
    var creations: [Party: PartyCreation] = [:]
    var needs: [Party: ResourceNeed] = [:]
    var queuedAt: Timestamp?
    var decidedAt: Timestamp?
    var startedAt: Timestamp?
    var endedAt: Timestamp?
    var releasedAt: Timestamp?
    var tasks: [ComponentName: RecordedTask] = [:]
    /// A stop that somebody asked for, no limit.
    var stop: (status: JobStatus, reason: String, at: Timestamp)?
    var isLimited = false
    /// What it took over from an earlier job.
    var inheritance: JobInheritance?
    /// Whether the job has run again: what comes then is not looked at.
    private var isOver = false

    init(submission: JobSubmission, submittedAt: Timestamp) {
        self.submission = submission
        self.submittedAt = submittedAt
    }

    mutating func release(at time: Timestamp) {
        if !isOver { releasedAt = time }
    }

    mutating func absorb(_ event: JobEvent, at time: Timestamp) {
        if isOver { return }
        switch event {
        case .partyCreated(let party, let need):
            needs[party] = need
            if needs.count == submission.parties.count { queuedAt = time }
        case .startDecided:
            decidedAt = time
        case .started:
            startedAt = time
        case .taskStarted(let component, _, _):
            // A retry goes on where the task began.
            tasks[component] = RecordedTask(startedAt: tasks[component]?.startedAt ?? time)
        case .taskReported(let report):
            guard report.status.isEnd else { return }
            tasks[report.component]?.ends.append((report.party, report.status))
            tasks[report.component]?.endedAt = time
        case .partyUnreachable(let lost):
            for task in lost.tasks {
                tasks[task.component]?.ends.append((lost.party, lost.status))
                tasks[task.component]?.endedAt = time
            }
        case .limitReached:
            isLimited = true
        case .stopRequested(let status, let reason):
            if !isLimited { stop = (status, reason, time) }
        case .ended:
            endedAt = time
        case .rerunRequested:
            isOver = true
        case .componentsInherited(let taken):
            inheritance = taken
        case .submitted, .partyRefused, .partyUnanswered, .waitingExplained, .startOverdue,
            .startPauseEnded, .partyReserved, .partyLacked, .partyReleased, .partyStarted,
            .taskEnded, .taskLimitReached, .partyClosed, .partyReopened, .partyDeclined,
            .taskRetryScheduled,
            .taskRetryReleased, .parametersRevised:
            break
        }
    }
}

/// The work that a site was given, read off its events, to be planned again.
public struct RecordedLoad {
    /// The site.
    public let site: String
    /// How the jobs fared in fact.
    public let figures: ReplayFigures
    /// How many jobs are left out, and why.
    public let leftOut: [(reason: String, count: Int)]
    let jobs: [RecordedJob]
    let engines: [String: EngineSize]
    let policies: [(time: Timestamp, policy: QueuePolicy)]
    /// When the newest event was recorded.
    let end: Timestamp

    /// Reads the load.
    ///
    /// - Throws: what reading throws, and `EventCodecError` for an event that cannot be read.
    public init(_ source: any ReplaySource) throws {
        var reader = RecordedLoadReader()
        try source.events { page in
            for recorded in page where !recorded.isForeign(at: source.site) {
                guard let entry = try JournalEntry(recorded, site: source.site) else { continue }
                reader.absorb(entry)
            }
        }
        let jobs = reader.order.compactMap { reader.jobs[$0] }
        site = source.site
        self.jobs = jobs.filter { $0.startedAt != nil }
        engines = reader.engines
        policies = reader.policies
        end = reader.end
        figures = reader.tally.figures(of: Set(self.jobs.map(\.submission.job)))
        leftOut = [
            ("never started, so that nobody knows how long they run", jobs.count - self.jobs.count),
            ("began before the first event that is here", reader.unknown.count),
        ].filter { $0.1 > 0 }
    }
}

/// Folds events into the jobs of a load.
private struct RecordedLoadReader {
    var jobs: [JobID: RecordedJob] = [:]
    var order: [JobID] = []
    var unknown: Set<JobID> = []
    var engines: [String: EngineSize] = [:]
    var policies: [(time: Timestamp, policy: QueuePolicy)] = []
    var tally = ReplayTally()
    var end = Timestamp(millisecondsSinceEpoch: 0)

    mutating func absorb(_ entry: JournalEntry) {
        let time = entry.recordedAt
        end = max(end, time)
        tally.absorb(entry.event, at: time)
        switch entry.event {
        case .job(let job, .submitted(let submission)):
            jobs[job] = RecordedJob(submission: submission, submittedAt: time)
            order.append(job)
        case .job(let job, let event):
            if jobs[job] == nil { unknown.insert(job) }
            jobs[job]?.absorb(event, at: time)
        case .party(let job, let party, .created(let creation)):
            jobs[job]?.creations[party] = creation
        case .engine(let name, .registered(let size)), .engine(let name, .resized(let size)):
            engines[name] = size
        case .engine(_, .released(let holder)):
            jobs[holder.job]?.release(at: time)
        case .site(.queueOrdered(let policy)):
            policies.append((time, policy))
        case .party, .track, .engine, .table, .model, .peer, .site:
            break
        }
    }
}
