import Domain
import Journal

/// What the parties of a job do in a simulation, in place of their services.
extension WhatIf {
    mutating func submit(_ job: RecordedJob) {
        let submission = job.submission
        apply(
            .submit(
                JobSubmission(
                    job: submission.job, initiator: submission.initiator,
                    parties: submission.parties, components: submission.components,
                    parallelism: scenario.parallelism ?? submission.parallelism,
                    limits: submission.limits.withoutTasks, dsl: submission.dsl,
                    conf: submission.conf,
                    inheritance: job.inheritance)),
            submission.job)
    }

    /// The parties take part, as they did; one whose engine can never give that much refuses.
    mutating func create(_ job: JobID) {
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

    mutating func reserve(_ job: JobID, attempt: Int) {
        guard let parties = streams.job(job)?.submission?.parties else { return }
        for party in parties {
            guard let lack = take(for: ResourceHolder(job: job, party: party)) else {
                decide(.recordReservation(party, attempt: attempt, .reserved), job)
                continue
            }
            lacked[job] = engineChanges
            decide(.recordReservation(party, attempt: attempt, .refused([lack])), job)
        }
        if streams.job(job)?.status == .running {
            for party in parties { decide(.recordStart(party), job) }
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
    mutating func endTask(_ component: ComponentName, of job: JobID) {
        guard let task = streams.job(job)?.tasks[component] else { return }
        for end in jobs[job]?.tasks[component]?.ends ?? [] {
            report(end.status, of: task, end.party, job)
        }
        // One that had not ended when the record did ends now.
        for party in task.plan.parties { report(.success, of: task, party, job) }
    }

    /// What is at work when a job is stopped is stopped with it.
    mutating func stopTasks(of job: JobID) {
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
    mutating func release(_ job: JobID) {
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

extension JobLimits {
    /// Without those of tasks: a task takes as long as it took, also one that its time-out ended.
    fileprivate var withoutTasks: JobLimits {
        JobLimits(
            priority: priority, timeoutSeconds: timeoutSeconds,
            queueTimeoutSeconds: queueTimeoutSeconds)
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
