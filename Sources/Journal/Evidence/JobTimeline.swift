import Domain
import EventStore

/// What the visible events of a job say about it, for people.
struct JobTimeline {
    /// One run of one component.
    struct TaskTimes {
        let name: String
        let version: Int
        var module = ""
        var startedAt: Timestamp?
        var endedAt: Timestamp?
        var status = TaskStatus.running
        /// What each party said, with its reason.
        var parties: [(party: Party, status: TaskStatus, reason: String)] = []

        mutating func set(_ party: Party, _ status: TaskStatus, _ reason: String) {
            parties.removeAll { $0.party == party }
            parties.append((party, status, reason))
        }
    }

    private(set) var job = JobDecider.initialState
    private(set) var creations: [PartyCreation] = []
    private(set) var tasks: [TaskTimes] = []
    private(set) var submittedAt: Timestamp?
    private(set) var startedAt: Timestamp?
    private(set) var endedAt: Timestamp?
    private(set) var status: JobStatus?
    private(set) var reason = ""

    /// All parties, as the events name them.
    var parties: [Party] { job.submission?.parties ?? creations.first?.parties ?? [] }

    var initiator: Party? { job.submission?.initiator ?? creations.first?.initiator }

    mutating func apply(_ entry: JournalEntry) {
        switch entry.event {
        case .job(_, let event): apply(event, at: entry.recordedAt)
        case .party(_, let party, let event): apply(event, of: party, at: entry.recordedAt)
        case .track, .engine, .table, .model, .peer, .site: break
        }
    }

    private mutating func apply(_ event: JobEvent, at time: Timestamp) {
        JobDecider.evolve(&job, event)
        status = job.status
        switch event {
        case .submitted: submittedAt = time
        case .started: startedAt = time
        case .taskStarted(let component, let version, _):
            change(component, version) { $0.startedAt = time }
        case .taskReported(let report):
            change(report.component, report.version) { task in
                task.set(report.party, report.status, report.reason)
            }
        case .partyUnreachable(let lost):
            for task in lost.tasks {
                change(task.component, task.version) {
                    $0.set(lost.party, lost.status, lost.reason)
                }
            }
        case .taskEnded(let component, let version, let status):
            change(component, version) { ($0.endedAt, $0.status) = (time, status) }
        case .ended(_, let why): (endedAt, reason) = (time, why)
        case .rerunRequested: (endedAt, reason) = (nil, "")
        case .partyCreated, .partyRefused, .partyUnanswered, .waitingExplained, .startDecided,
            .startOverdue, .startPauseEnded, .limitReached, .taskLimitReached, .partyReserved,
            .partyLacked, .partyReleased, .partyStarted, .stopRequested, .partyClosed,
            .partyReopened, .partyDeclined, .taskRetryScheduled, .taskRetryReleased,
            .parametersRevised, .componentsInherited:
            break
        }
    }

    /// A party's own events tell the times where the federated job's are at another site.
    private mutating func apply(_ event: PartyEvent, of party: Party, at time: Timestamp) {
        if case .created(let creation) = event { creations.append(creation) }
        guard job.submission == nil else { return }
        switch event {
        case .created: (submittedAt, status) = (time, .waiting)
        case .started: (startedAt, status) = (time, .running)
        case .taskStarting(let component, let version, _, _):
            change(component, version) { $0.startedAt = time }
        case .taskEnded(let component, let version, let status, let why):
            change(component, version) { task in
                (task.endedAt, task.status) = (time, status)
                task.parties = [(party, status, why)]
            }
        case .ended(let end, let why): (endedAt, status, reason) = (time, end, why)
        case .reopened: (endedAt, status, reason) = (nil, .waiting, "")
        case .reserved, .lacked, .released, .taskLaunched, .taskRunning, .taskReported,
            .taskStopRequested, .taskCreated, .revised, .noted, .cleaned, .taskInherited:
            break
        }
    }

    private mutating func change(
        _ component: ComponentName, _ version: Int, _ change: (inout TaskTimes) -> Void
    ) {
        let known = tasks.firstIndex { $0.name == component.text && $0.version == version }
        if known == nil {
            var task = TaskTimes(name: component.text, version: version)
            task.module = module(of: component)
            tasks.append(task)
        }
        change(&tasks[known ?? tasks.endIndex - 1])
    }

    private func module(of component: ComponentName) -> String {
        job.submission?.components.first { $0.name == component }?.module
            ?? creations.flatMap(\.tasks).first { $0.component == component }?.module ?? ""
    }
}
