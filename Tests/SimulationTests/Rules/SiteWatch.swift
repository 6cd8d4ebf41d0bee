import Domain
import EventStore
import Journal
import Scheduler

/// Follows the log of a site and checks the rules after every commit, on states that it folds by
/// itself.
final class SiteWatch: @unchecked Sendable {
    // Only the world's thread touches it.
    private let log: MemoryEventLog
    private let site: String
    private var position = Position.origin
    private(set) var jobs: [JobID: JobState] = [:]
    private(set) var parties: [ResourceHolder: PartyState] = [:]
    private(set) var engines: [String: EngineState] = [:]
    /// The jobs that were submitted here, in order.
    private(set) var submissions: [JobSubmission] = []
    private var launches: Set<Launch> = []

    private struct Launch: Hashable {
        let task: TaskID
        let party: Party
    }

    init(log: MemoryEventLog, site: String) {
        self.log = log
        self.site = site
    }

    /// Reads the commit behind the last one and checks what it did.
    func follow(_ note: (String) -> Void) throws {
        var touched: [StreamIdentity] = []
        for recorded in try log.events(after: position, limit: .max) {
            position = recorded.position
            guard let entry = try JournalEntry(recorded, site: site) else { continue }
            note("\(recorded.position) \(recorded.envelope.stream) \(Self.text(of: entry.event))")
            if let stream = StreamIdentity(recorded.envelope.stream), !touched.contains(stream) {
                touched.append(stream)
            }
            try absorb(entry.event)
        }
        for stream in touched { try check(stream) }
    }

    private func absorb(_ event: DomainEvent) throws {
        switch event {
        case .job(let job, let event):
            let before = jobs[job] ?? JobDecider.initialState
            if case .submitted(let submission) = event { submissions.append(submission) }
            JobDecider.evolve(&jobs[job, default: JobDecider.initialState], event)
            guard let after = jobs[job] else { return }
            try JobRules.check(event, before, after)
        case .party(let job, let party, let event):
            let holder = ResourceHolder(job: job, party: party)
            let before = parties[holder] ?? PartyDecider.initialState
            PartyDecider.evolve(&parties[holder, default: PartyDecider.initialState], event)
            guard let after = parties[holder] else { return }
            try PartyRules.check(event, before, after)
            if case .cleaned = event, let state = jobs[job], state.submission != nil {
                try BrokenRule.unless(
                    state.status.isEnd, "\(holder) is cleaned while the job is \(state.status)")
            }
        case .engine(let name, let event):
            EngineDecider.evolve(&engines[name, default: EngineDecider.initialState], event)
        case .peer(let peer, .forkDetected):
            throw BrokenRule("a fork of the log of \(peer) that there is not")
        case .track, .table, .model, .peer, .site:
            break
        }
    }

    /// What must hold after a commit.
    private func check(_ stream: StreamIdentity) throws {
        switch stream {
        case .job(let job):
            guard let state = jobs[job] else { return }
            try JobRules.check(settled: state)
        case .party(let job, let party):
            let holder = ResourceHolder(job: job, party: party)
            guard let state = parties[holder] else { return }
            try PartyRules.check(settled: state, holder, engines)
        case .engine(let name):
            guard let engine = engines[name] else { return }
            try EngineRules.check(engine, parties)
        case .track, .table, .model, .peer, .site:
            break
        }
    }

    /// A worker process has been started on the site's machine.
    func launched(_ order: WorkerOrder, on machine: Machine, _ world: World) {
        do {
            let launch = Launch(task: order.task, party: order.party)
            try BrokenRule.unless(
                launches.insert(launch).inserted,
                "\(order.task) of \(order.party) was started as a process twice")
            let holder = ResourceHolder(job: order.task.job, party: order.party)
            try PartyRules.check(launchOf: order, parties[holder], holder, engines)
            let same = machine.alive.filter {
                $0.order.task.job == holder.job && $0.order.party == holder.party
                    && $0.order.task.component == order.task.component
            }
            try BrokenRule.unless(
                same.count <= 1, "two workers of \(order.task.component) of \(order.party)")
        } catch {
            world.fail("\(site): \(error)")
        }
    }

    /// How the jobs that were submitted here ended.
    var ends: [String] {
        submissions.compactMap { jobs[$0.job]?.status.rawValue }
    }

    /// Whether every job and every part of a job here is over. What hangs on a party that lies is
    /// not asked for.
    func isOver(liar: PartyID?) -> Bool { unfinished(liar: liar).isEmpty }

    var unfinished: [String] { unfinished(liar: nil) }

    private func unfinished(liar: PartyID?) -> [String] {
        submissions.compactMap { submission in
            guard let state = jobs[submission.job], !state.isClosed else { return nil }
            let open = submission.parties.filter { party in
                switch state.parties[party] {
                case .closed, .refused: false
                case .asked, .created, .unanswered, nil: party.id != liar
                }
            }
            if state.status.isEnd, open.isEmpty { return nil }
            return "\(submission.job) is \(state.status.rawValue), open at \(open)"
        }
            + parties.filter { !$0.value.status.isEnd && $0.key.party.id != liar }
            .map { "\($0.key.job) of \($0.key.party) is \($0.value.status.rawValue)" }.sorted()
    }

    private static func text(of event: DomainEvent) -> String {
        switch event {
        case .job(_, .submitted(let submission)):
            "submitted \(submission.components.map { "\($0.name) \($0.upstream) \($0.parties)" })"
        case .job(_, let event): String(describing: event)
        case .party(_, _, .created): "created"
        case .party(_, _, let event): String(describing: event)
        case .engine(_, let event): String(describing: event)
        case .peer: "peer"
        case .track, .table, .model, .site: "…"
        }
    }
}
