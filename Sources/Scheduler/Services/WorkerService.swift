public import Domain
import Journal

/// Why a worker's call is refused.
public enum WorkerRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such task at this site.
    case unknownTask(TaskID, Party)
    /// The secret is not the one of the task's newest worker.
    case wrongToken(TaskID, Party)
    /// The run is over; nothing more is taken for it.
    case ended(TaskID, Party)
    /// The task runs in a later version by now.
    case superseded(TaskID, Party, by: Int)
    /// The receiver takes no part in the task.
    case unknownPeer(TaskID, Party)

    public var description: String {
        switch self {
        case .unknownTask(let task, let party): "\(party) has no task \(task) at this site"
        case .wrongToken(let task, let party):
            "the token is not the one of the worker of \(task) of \(party)"
        case .ended(let task, let party):
            "the run \(task) of \(party) is over, and with it the session of its worker"
        case .superseded(let task, let party, let version):
            "\(task.component) of \(party) has come to version \(version): the session of the worker "
                + "of version \(task.version) is over"
        case .unknownPeer(let task, let party): "\(party) takes no part in \(task)"
        }
    }
}

/// What workers report to their own site (FATE-Flow `scheduling_apps/tracker_app.py`).
///
/// The caller has checked the token with `authorize` first.
public struct WorkerService: Sendable {
    private let journal: Journal
    private let tokens: any WorkerTokens
    private let clock: any WallClock
    private let sessions: WorkerSessions
    private let ledger: JobLedger

    /// Makes the service of the site at which these parties live.
    public init(parties: PartyService, sessions: WorkerSessions = WorkerSessions()) {
        self.sessions = sessions
        journal = parties.journal
        tokens = parties.tokens
        clock = parties.clock
        ledger = JobLedger(parties: parties)
    }

    /// Checks that a call comes from the worker of that run of the task.
    ///
    /// - Throws: `WorkerRefusal`.
    public func authorize(_ task: TaskID, _ party: Party, token: String) async throws {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard let run = state.runs[task.component] else {
            throw WorkerRefusal.unknownTask(task, party)
        }
        guard run.version <= task.version else {
            throw WorkerRefusal.superseded(task, party, by: run.version)
        }
        guard run.version == task.version, run.tokenDigest == tokens.digest(of: token) else {
            throw WorkerRefusal.wrongToken(task, party)
        }
        guard !run.status.isEnd else { throw WorkerRefusal.ended(task, party) }
    }

    /// Checks that a party that a worker wants to exchange messages with is one of the task's.
    ///
    /// - Throws: `WorkerRefusal.unknownPeer`.
    public func checkPeer(_ peer: Party, of task: TaskID, _ party: Party) async throws {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard state.plan(of: task.component)?.parties.contains(peer) == true else {
            throw WorkerRefusal.unknownPeer(task, peer)
        }
    }

    /// The worker is still at work; nothing comes on the log.
    public func beat(_ task: TaskID, _ party: Party) async throws {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard let run = state.runs[task.component], run.version == task.version,
            !run.status.isEnd
        else { return }
        await sessions.beat(run.worker, at: clock.now())
    }

    /// The worker is at work.
    public func running(_ task: TaskID, _ party: Party) async throws {
        try await ledger.commit(context(task, party)) { transaction in
            try await transaction.decide(
                .reportRunning(task.component, version: task.version), by: PartyDecider.self,
                on: .party(task.job, party))
        }
    }

    /// Points of a metric.
    public func log(_ points: MetricPoints, of task: TaskID, _ party: Party) async throws {
        try await track(.log(task.component, version: task.version, points), task, party)
    }

    /// What a metric is.
    public func describe(_ meta: MetricMeta, of task: TaskID, _ party: Party) async throws {
        try await track(.describe(task.component, version: task.version, meta), task, party)
    }

    /// How far the task is, in percent.
    public func progress(_ percent: Int, of task: TaskID, _ party: Party) async throws {
        try await track(
            .progress(task.component, version: task.version, percent: percent), task, party)
    }

    /// How the worker's work ended, by its own call. The party's task and the tables that it made
    /// change together.
    public func end(_ ending: WorkerEnding, of task: TaskID, _ party: Party) async throws {
        try await record(ending, exit: nil, of: task, party)
    }

    /// How the worker's process ended, and the result that it left: one commit for both.
    public func exited(
        _ exit: WorkerExit, leaving ending: WorkerEnding?, of task: TaskID, _ party: Party
    ) async throws {
        try await record(ending, exit: exit, of: task, party)
    }

    private func record(
        _ ending: WorkerEnding?, exit: WorkerExit?, of task: TaskID, _ party: Party
    ) async throws {
        do {
            try await commit(ending, exit, of: task, party)
        } catch TableRejection.exists(let name) {
            let failure = WorkerResult(
                status: .failed,
                reason: "the table \(name) was made meanwhile; upload with drop to replace it")
            try await commit(WorkerEnding(failure), exit, of: task, party)
        }
    }

    private func commit(
        _ ending: WorkerEnding?, _ exit: WorkerExit?, of task: TaskID, _ party: Party
    ) async throws {
        var context = context(task, party)
        if exit != nil {
            context.actor = "launcher"
            context.causationID = Causation.current
        }
        try await ledger.commit(context) { transaction in
            if let ending {
                let events = try await transaction.decide(
                    .reportEnd(task.component, version: task.version, ending.result),
                    by: PartyDecider.self, on: .party(task.job, party))
                if !events.isEmpty { try await write(ending, of: task, party, &transaction) }
            }
            if let exit {
                try await transaction.decide(
                    .recordExit(task.component, version: task.version, exit),
                    by: PartyDecider.self, on: .party(task.job, party))
            }
        }
    }

    /// Registers the tables that the worker made.
    private func write(
        _ ending: WorkerEnding, of task: TaskID, _ party: Party, _ transaction: inout Transaction
    ) async throws {
        for output in ending.result.tables {
            let origin = TableOrigin(kind: "output", task: task.description)
            try await transaction.decide(
                .write(output.table, output.content, origin: origin, replacing: true),
                by: TableDecider.self, on: .table(output.table))
        }
        let state = try await transaction.state(of: PartyDecider.self, .party(task.job, party))
        if let model = ending.result.model, let creation = state.creation {
            try await transaction.keep(model, of: task, creation)
        }
        guard let (name, content) = ending.namedTable else { return }
        let origin = TableOrigin(kind: "upload", task: task.description)
        try await transaction.decide(
            .write(
                name, content, origin: origin,
                replacing: state.plan(of: task.component)?.replacesTable == true),
            by: TableDecider.self, on: .table(name))
    }

    private func track(
        _ command: TrackingCommand, _ task: TaskID, _ party: Party
    ) async throws {
        try await journal.execute(
            command, by: TrackingDecider.self, on: .track(task.job, party),
            context(task, party))
    }

    private func context(_ task: TaskID, _ party: Party) -> CommandContext {
        CommandContext(
            actor: "worker of \(party)", correlationID: task.job.text,
            causationID: task.description, now: clock.now())
    }
}

extension PartyTaskPlan {
    /// Whether an upload was asked to replace a table that exists (FATE's `destroy`).
    fileprivate var replacesTable: Bool {
        (try? JSONValue(parsing: parameters))?.object?["destroy"]?.bool == true
    }
}
