import Domain
import Journal

/// Carries out effects and records what came of them.
///
/// A command that is refused was stale: something else happened first, and nothing is lost. What
/// throws otherwise (a peer that is away, a full disk) is worth another try.
public struct EffectRunner: Sendable {
    let journal: Journal
    let parties: any PartyClient
    let initiators: any InitiatorClient
    let local: PartyService
    let launcher: any WorkerLauncher
    private let messages: any MessageStore
    let clock: any WallClock
    let limits: SchedulerLimits
    let orders: WorkerOrders
    private let workers: WorkerService
    let sessions: WorkerSessions
    let silences = PartySilences()
    let coordinators: LostCoordinators
    let ledger: JobLedger

    /// Makes a runner over these ports.
    ///
    /// - Parameters:
    ///   - local: The parties of this site.
    ///   - parties: All parties, wherever they live.
    ///   - coordinators: What is known of coordinators that do not answer.
    public init(
        local: PartyService, parties: any PartyClient, initiators: any InitiatorClient,
        launcher: any WorkerLauncher, messages: any MessageStore,
        limits: SchedulerLimits = SchedulerLimits(), sessions: WorkerSessions = WorkerSessions(),
        coordinators: LostCoordinators = LostCoordinators()
    ) {
        journal = local.journal
        self.local = local
        self.coordinators = coordinators
        clock = local.clock
        self.parties = parties
        self.initiators = initiators
        self.launcher = launcher
        self.messages = messages
        self.limits = limits
        self.orders = WorkerOrders(journal: journal, tokens: local.tokens)
        self.ledger = JobLedger(parties: local)
        self.sessions = sessions
        self.workers = WorkerService(parties: local)
    }

    /// Does what the effect says.
    public func perform(_ effect: Effect) async throws {
        switch effect {
        case .createParty(let job, let party):
            try await createParty(job, party)
        case .reserveCores(let job, let party, let attempt):
            let answer = try await parties.reserve(job, at: party, attempt: attempt)
            try await record(.recordReservation(party, attempt: attempt, answer), of: job)
        case .releaseCores(let job, let party, let attempt):
            try await parties.release(job, at: party, attempt: attempt)
            try await record(.recordRelease(party, attempt: attempt), of: job)
        case .startParty(let job, let party, let round):
            try await startParty(job, party, round)
        case .collectStatus(let task, let party):
            try await collect(task, party)
        case .startTask(let task, let party):
            let answer = try await ask(party, of: task.job) {
                try await parties.startTask(task, at: party)
            }
            guard let refusal = answer else { return }
            try await report(.failed, of: task, at: party, reason: refusal)
        case .stopTask(let task, let party, let status, let reason):
            try await ask(party, of: task.job) {
                try await parties.stopTask(task, at: party, as: status, reason: reason)
            }
        case .endParty(let job, let party, let round, let status, let reason):
            try await parties.end(job, at: party, round: round, as: status, reason: reason)
            await silences.forget(job)
            try await record(.recordClosing(party, round: round), of: job)
        case .reopenParty, .createTask, .releaseRetry:
            try await performRound(effect)
        case .launchWorker, .watchWorker, .stopWorker, .reportStatus, .discardMessages,
            .askCoordinator:
            try await performAtParty(effect)
        }
    }

    private func performAtParty(_ effect: Effect) async throws {
        switch effect {
        case .launchWorker(let task, let party):
            try await launch(task, party)
        case .watchWorker(let task, let party, let worker, let identity):
            let exit = try await exit(of: worker, identity, task, party)
            let ending = await launcher.ending(of: worker, task, party)
            try await workers.exited(exit, leaving: ending, of: task, party)
            await sessions.end(worker)
        case .stopWorker(_, _, let identity):
            await launcher.stop(identity)
        case .reportStatus(let task, let party, let status, let reason):
            try await pass(status, reason, of: task, from: party)
        case .discardMessages(let task, let party):
            await messages.discard(task, of: party)
        case .askCoordinator(let job, let party, let round):
            try await askCoordinator(job, party, round)
        case .createParty, .reserveCores, .releaseCores, .startParty, .startTask, .collectStatus,
            .stopTask, .endParty, .reopenParty, .createTask, .releaseRetry:
            preconditionFailure("The coordinator's effects are not a party's")
        }
    }

    /// How long it is worth trying to do an effect; `nil` for as long as it is due.
    func patience(for effect: Effect) -> Int64? {
        switch effect {
        case .createParty, .reopenParty: limits.creationMilliseconds
        case .reserveCores: limits.reservationMilliseconds
        case .releaseCores, .startParty, .startTask, .collectStatus, .stopTask, .endParty,
            .createTask, .releaseRetry, .launchWorker, .watchWorker, .stopWorker, .reportStatus,
            .discardMessages, .askCoordinator:
            nil
        }
    }

    /// Records that a party did not answer, so that the job goes on without its answer.
    func giveUp(_ effect: Effect, after error: any Error) async throws {
        switch effect {
        case .createParty(let job, let party):
            let reason = "no answer to the request to create its part: \(error)"
            try await record(.recordCreation(party, .unanswered(reason: reason)), of: job)
        case .reopenParty(let job, let party, let round):
            let reason = "no answer to the request to run again: \(error)"
            try await record(
                .recordReopening(party, round: round, .unanswered(reason: reason)), of: job)
        case .reserveCores(let job, let party, let attempt):
            let reason = WaitReason(
                code: .unreachable, party: party,
                text: "\(party) did not answer the request for its cores: \(error)")
            try await record(
                .recordReservation(party, attempt: attempt, .refused([reason])), of: job)
        case .releaseCores, .startParty, .startTask, .collectStatus, .stopTask, .endParty,
            .createTask, .releaseRetry, .launchWorker, .watchWorker, .stopWorker, .reportStatus,
            .discardMessages, .askCoordinator:
            preconditionFailure("Effects without a limit are not given up")
        }
    }

    /// Whoever refuses to be told takes no part in the job any more.
    private func startParty(_ job: JobID, _ party: Party, _ round: Int) async throws {
        let command: JobCommand
        do {
            let ended = try await ask(party, of: job) {
                try await parties.start(job, at: party, round: round)
            }
            command = .recordStart(party, round: round, ended: ended)
        } catch let refusal as PartyRefusal {
            command = .recordStart(party, round: round, refusal: "\(refusal)")
        }
        try await record(command, of: job)
    }

    private func createParty(_ job: JobID, _ party: Party) async throws {
        let state = try await journal.state(of: JobDecider.self, .job(job))
        guard let submission = state.submission else { return }
        let answer = try await parties.create(submission, at: party)
        try await record(.recordCreation(party, answer), of: job)
    }

    private func launch(_ task: TaskID, _ party: Party) async throws {
        do {
            guard let order = try await orders.order(for: task, at: party) else { return }
            let identity = try await launcher.launch(order)
            // Its worker may have said already that it is at work, which the coordinator hears now.
            try await ledger.commit(context(task.job)) { transaction in
                try await transaction.decide(
                    .recordLaunch(task.component, version: task.version, identity),
                    by: PartyDecider.self, on: .party(task.job, party))
            }
            // What is not made ready is made at the start.
            try? await makeRoom(behind: task, at: party)
        } catch let problem as OrderProblem {
            let exit = WorkerExit.notStarted(reason: problem.description)
            try await workers.exited(exit, leaving: nil, of: task, party)
        } catch let failure as LaunchFailure {
            let exit = WorkerExit.notStarted(reason: failure.reason)
            try await workers.exited(exit, leaving: nil, of: task, party)
        }
    }

    private func pass(
        _ status: TaskStatus, _ reason: String, of task: TaskID, from party: Party
    ) async throws {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard let creation = state.creation else { return }
        try await initiators.report(
            TaskReport(task, party, status, reason: reason), of: task.job, to: creation.initiator)
    }

    private func report(
        _ status: TaskStatus, of task: TaskID, at party: Party, reason: String
    ) async throws {
        try await record(.report(TaskReport(task, party, status, reason: reason)), of: task.job)
    }

    func record(_ command: JobCommand, of job: JobID) async throws {
        try await ledger.record(command, of: job, context(job))
    }

    func context(_ job: JobID) -> CommandContext {
        CommandContext(actor: "scheduler", correlationID: job.text, now: clock.now())
    }
}
