import Domain
import EventStore
import Journal

/// Plans recorded work once more, with other resources: a simulation by the scheduler's own planners
/// and deciders, in which every step takes as long as it took.
///
/// The same load and scenario give the same figures, always: there is no clock and no chance in it.
public struct WhatIf {
    let load: RecordedLoad
    let scenario: ReplayScenario
    var jobs: [JobID: RecordedJob] = [:]
    var streams = OpenStreams()
    var versions: [StreamIdentity: StreamVersion] = [:]
    private var position: UInt64 = 0
    private var now = Timestamp(millisecondsSinceEpoch: 0)
    private var agenda = WhatIfAgenda()
    private var tally = ReplayTally()
    private var isPlanDue = false
    /// How often engines have changed, and how often they had when a job lacked something there.
    var engineChanges = 0
    var lacked: [JobID: Int] = [:]

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
    mutating func record(_ event: DomainEvent, in stream: StreamIdentity) {
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
            decide(deadline.limit.command(position: position), job)
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
    mutating func decide(_ command: JobCommand, _ job: JobID) {
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
    mutating func apply(_ command: JobCommand, _ job: JobID) {
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
