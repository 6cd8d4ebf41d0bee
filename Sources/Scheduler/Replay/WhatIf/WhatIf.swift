public import Domain
import EventStore
import Journal

/// Plans recorded work once more, with other resources: a simulation by the scheduler's own planners
/// and deciders, in which every step takes as long as it took.
///
/// The same load and scenario give the same figures, always: there is no clock and no chance in it.
public struct WhatIf {
    private let load: RecordedLoad
    private let scenario: ReplayScenario
    private var jobs: [JobID: RecordedJob] = [:]
    private var streams = OpenStreams()
    private var versions: [StreamIdentity: StreamVersion] = [:]
    private var position: UInt64 = 0
    private var now = Timestamp(millisecondsSinceEpoch: 0)
    private var agenda = WhatIfAgenda()
    private var tally = ReplayTally()
    private var isPlanDue = false
    /// How often engines have changed, and how often they had when a job lacked something there.
    private var engineChanges = 0
    private var lacked: [JobID: Int] = [:]

    private init(_ load: RecordedLoad, _ scenario: ReplayScenario) {
        self.load = load
        self.scenario = scenario
        for job in load.jobs { jobs[job.submission.job] = job }
    }

    /// How the jobs of a load would have fared.
    public static func figures(of load: RecordedLoad, _ scenario: ReplayScenario) -> ReplayFigures {
        var simulation = WhatIf(load, scenario)
        simulation.prepare()
        while let time = simulation.agenda.next {
            simulation.now = time
            while simulation.agenda.next == time, let happening = simulation.agenda.pop() {
                simulation.handle(happening)
            }
            simulation.plan()
        }
        return simulation.tally.figures(of: Set(load.jobs.map(\.submission.job)))
    }

    private mutating func prepare() {
        guard let first = load.jobs.map(\.submittedAt).min() else { return }
        now = first
        for (name, size) in load.engines.sorted(by: { $0.key < $1.key }) {
            record(
                .engine(
                    name,
                    .registered(
                        EngineSize(
                            kind: size.kind, cores: scenario.cores ?? size.cores,
                            memory: scenario.memory ?? size.memory, nodes: size.nodes))),
                in: .engine(name))
        }
        let policies = scenario.policy.map { [(first, $0)] } ?? load.policies
        for (time, policy) in policies { agenda.add(.order(policy), at: max(first, time)) }
        for (index, job) in load.jobs.enumerated() {
            agenda.add(.submit(index), at: job.submittedAt)
        }
    }

    /// Makes an event of the simulation, as the log would hold it.
    private mutating func record(_ event: DomainEvent, in stream: StreamIdentity) {
        position += 1
        let version = StreamVersion((versions[stream]?.number ?? 0) + 1)
        versions[stream] = version
        streams.note(now)
        streams.absorb(
            JournalEntry(
                position: Position(position), streamVersion: version, recordedAt: now,
                actor: "what-if", origin: "", event: event))
        tally.absorb(event, at: now)
        if event.concernsQueue { isPlanDue = true }
        if case .engine = event { engineChanges += 1 }
    }

    private mutating func handle(_ happening: WhatIfAgenda.Happening) {
        switch happening {
        case .order(let policy): record(.site(.queueOrdered(policy)), in: .site)
        case .submit(let index): submit(load.jobs[index])
        case .create(let job): create(job)
        case .reserve(let job, let attempt): reserve(job, attempt: attempt)
        case .endTask(let job, let component): endTask(component, of: job)
        case .stop(let job):
            guard let stop = jobs[job]?.stop else { return }
            decide(.stop(stop.status, reason: stop.reason), job)
            stopTasks(of: job)
        case .expire(let job):
            guard let deadline = streams.deadline(of: job), deadline.time <= now else { return }
            decide(.expire(deadline.limit, position: position), job)
            stopTasks(of: job)
        case .release(let job): release(job)
        }
    }

    /// Asks the planner, as the coordinator does when something has changed.
    private mutating func plan() {
        guard isPlanDue else { return }
        isPlanDue = false
        for decision in QueuePlanner.plan(streams.snapshot()) {
            guard case .start(let job) = decision, lacked[job] != engineChanges,
                let recorded = jobs[job]
            else { continue }
            decide(.start(position: position), job)
            let attempt = streams.job(job)?.attempts.count ?? 0
            agenda.add(
                .reserve(job, attempt: attempt),
                at: now.advanced(byMilliseconds: recorded.startDelay))
        }
    }

    /// Decides a command, then starts what has become startable, as `JobLedger` does.
    private mutating func decide(_ command: JobCommand, _ job: JobID) {
        apply(command, job)
        guard let state = streams.job(job) else { return }
        let components = TaskPlanner.plan(state)
        guard !components.isEmpty else { return }
        apply(.startTasks(components, position: position), job)
        for component in components {
            guard let milliseconds = duration(of: component, in: job) else { continue }
            agenda.add(
                .endTask(job, component), at: now.advanced(byMilliseconds: milliseconds))
        }
    }

    /// A command that comes too late is refused, and that is that.
    private mutating func apply(_ command: JobCommand, _ job: JobID) {
        let state = streams.job(job) ?? JobDecider.initialState
        guard let events = try? JobDecider.decide(command, state) else { return }
        for event in events {
            record(.job(job, event), in: .job(job))
            follow(event, of: job)
        }
    }

    /// What an event leads to later on.
    private mutating func follow(_ event: JobEvent, of job: JobID) {
        guard let recorded = jobs[job] else { return }
        switch event {
        case .submitted:
            agenda.add(.create(job), at: now.advanced(byMilliseconds: recorded.creationDelay))
            expireLater(job)
        case .started:
            expireLater(job)
            if let stop = recorded.stop, let start = recorded.startedAt {
                agenda.add(
                    .stop(job),
                    at: now.advanced(byMilliseconds: max(0, stop.at.milliseconds(since: start))))
            }
        case .ended:
            agenda.add(.release(job), at: now.advanced(byMilliseconds: recorded.releaseDelay))
        default:
            break
        }
    }

    private mutating func expireLater(_ job: JobID) {
        if let deadline = streams.deadline(of: job) { agenda.add(.expire(job), at: deadline.time) }
    }

    /// How long a task takes here; `nil` for one that ends only when it is stopped.
    private func duration(of component: ComponentName, in job: JobID) -> Int64? {
        guard let recorded = jobs[job] else { return nil }
        guard let task = recorded.tasks[component] else { return 0 }
        if recorded.stop != nil || recorded.isLimited,
            task.ends.contains(where: { $0.status == .canceled || $0.status == .timeout })
        {
            return nil
        }
        let milliseconds = (task.endedAt ?? load.end).milliseconds(since: task.startedAt)
        return Int64((Double(max(0, milliseconds)) / scenario.speed).rounded())
    }
}

extension WhatIf {
    private mutating func submit(_ job: RecordedJob) {
        let submission = job.submission
        apply(
            .submit(
                JobSubmission(
                    job: submission.job, initiator: submission.initiator,
                    parties: submission.parties, components: submission.components,
                    parallelism: scenario.parallelism ?? submission.parallelism,
                    limits: submission.limits, dsl: submission.dsl, conf: submission.conf)),
            submission.job)
    }

    /// The parties take part, as they did; one whose engine can never give that much refuses.
    private mutating func create(_ job: JobID) {
        guard let recorded = jobs[job] else { return }
        for party in recorded.submission.parties {
            guard let need = need(of: party, in: recorded) else { continue }
            guard let creation = recorded.creations[party] else {
                decide(.recordCreation(party, .created(need)), job)
                continue
            }
            if let engine = streams.engine(need.engine),
                !engine.total.covers(engine.counted(need.amount))
            {
                let reason = "\(party) asks for more than engine \(need.engine) has"
                decide(.recordCreation(party, .refused(reason: reason)), job)
                continue
            }
            record(.party(job, party, .created(creation.needing(need))), in: .party(job, party))
            decide(.recordCreation(party, .created(need)), job)
        }
    }

    /// What a party takes: in proportion to the tasks that may run at once.
    private func need(of party: Party, in job: RecordedJob) -> ResourceNeed? {
        guard let need = job.needs[party], let parallelism = scenario.parallelism else {
            return job.needs[party]
        }
        let before = max(1, job.submission.parallelism ?? 1)
        return ResourceNeed(
            engine: need.engine, cores: need.cores / before * parallelism,
            memory: need.memory / before * parallelism)
    }

    private mutating func reserve(_ job: JobID, attempt: Int) {
        guard let parties = streams.job(job)?.submission?.parties else { return }
        for party in parties {
            guard let lack = take(for: ResourceHolder(job: job, party: party)) else {
                decide(.recordReservation(party, attempt: attempt, .reserved), job)
                continue
            }
            lacked[job] = engineChanges
            decide(.recordReservation(party, attempt: attempt, .refused(lack)), job)
        }
        guard streams.job(job)?.status == .waiting else { return }
        for party in parties { giveBack(ResourceHolder(job: job, party: party), attempt) }
        lacked[job] = engineChanges
    }

    /// Takes what a party needs; a reason when that is not free. Other sites give what is asked for.
    private mutating func take(for holder: ResourceHolder) -> WaitReason? {
        guard let need = streams.party(holder)?.creation?.need, need.amount != .zero,
            let engine = streams.engine(need.engine)
        else { return nil }
        do throws(EngineRejection) {
            for event in try EngineDecider.decide(.reserve(holder, need.amount), engine) {
                record(.engine(need.engine, event), in: .engine(need.engine))
            }
            return nil
        } catch {
            return WaitReason(
                code: .cores, party: holder.party, wanted: need.amount, free: engine.free,
                text: "engine \(need.engine) has too little left")
        }
    }

    private mutating func giveBack(_ holder: ResourceHolder, _ attempt: Int? = nil) {
        if let need = streams.party(holder)?.creation?.need,
            let engine = streams.engine(need.engine),
            engine.holdings[holder] != nil
        {
            record(.engine(need.engine, .released(holder)), in: .engine(need.engine))
        }
        if let attempt {
            decide(.recordRelease(holder.party, attempt: attempt), holder.job)
        }
    }

    /// Every party reports what it reported.
    private mutating func endTask(_ component: ComponentName, of job: JobID) {
        guard let task = streams.job(job)?.tasks[component] else { return }
        for end in jobs[job]?.tasks[component]?.ends ?? [] {
            report(end.status, of: task, end.party, job)
        }
        // One that had not ended when the record did ends now.
        for party in task.plan.parties { report(.success, of: task, party, job) }
    }

    /// What is at work when a job is stopped is stopped with it.
    private mutating func stopTasks(of job: JobID) {
        guard let state = streams.job(job), let stop = state.stopStatus else { return }
        let status = TaskStatus(rawValue: stop.rawValue) ?? .canceled
        for task in state.orderedTasks where task.isAtWork {
            for party in task.plan.parties { report(status, of: task, party, job) }
        }
    }

    private mutating func report(
        _ status: TaskStatus, of task: JobState.FederatedTask, _ party: Party, _ job: JobID
    ) {
        decide(
            .report(
                TaskReport(
                    component: task.plan.name, version: task.version, party: party, status: status,
                    reason: "")), job)
    }

    /// The job has ended everywhere.
    private mutating func release(_ job: JobID) {
        guard let state = streams.job(job), let parties = state.submission?.parties else { return }
        for party in parties {
            let holder = ResourceHolder(job: job, party: party)
            giveBack(holder)
            if streams.party(holder) != nil {
                record(
                    .party(job, party, .ended(state.status, reason: state.reason)),
                    in: .party(job, party))
                streams.forget(holder)
                versions[.party(job, party)] = nil
            }
            decide(.recordClosing(party), job)
        }
        streams.forget(job)
    }
}

extension RecordedJob {
    /// From the submission until all parties had created their part.
    fileprivate var creationDelay: Int64 {
        max(0, queuedAt?.milliseconds(since: submittedAt) ?? 0)
    }

    /// From the decision to start until all parties had their cores.
    fileprivate var startDelay: Int64 {
        guard let startedAt, let decidedAt else { return 0 }
        return max(0, startedAt.milliseconds(since: decidedAt))
    }

    /// From the end until the cores were given back.
    fileprivate var releaseDelay: Int64 {
        guard let releasedAt, let endedAt else { return 0 }
        return max(0, releasedAt.milliseconds(since: endedAt))
    }
}

extension PartyCreation {
    fileprivate func needing(_ need: ResourceNeed) -> PartyCreation {
        PartyCreation(
            job: job, party: party, initiator: initiator, parties: parties, need: need,
            tasks: tasks,
            dsl: dsl, conf: conf, jobParameters: jobParameters)
    }
}
