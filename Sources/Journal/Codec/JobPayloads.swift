import Domain

extension PBJobSubmitted {
    mutating func fill(_ submission: JobSubmission) {
        job = submission.job.text
        initiator = PBParty(submission.initiator)
        parties = submission.parties.map(PBParty.init)
        components = submission.components.map(PBPlannedComponent.init)
        if let limit = submission.parallelism { parallelism = Int64(limit) }
        fill(submission.limits)
        autoRetries = Int64(submission.retries.countMax)
        autoRetryDelaySeconds = Int64(submission.retries.delaySeconds)
        dsl = submission.dsl
        conf = submission.conf
    }

    private mutating func fill(_ limits: JobLimits) {
        priority = Int64(limits.priority)
        if let seconds = limits.timeoutSeconds { timeoutSeconds = Int64(seconds) }
        if let seconds = limits.queueTimeoutSeconds { queueTimeoutSeconds = Int64(seconds) }
        taskTimeouts = PBTaskTimeout.list(limits.taskSeconds)
    }
}

extension PBTaskTimeout {
    /// In the order of the names, so that the same limits are the same bytes.
    static func list(_ seconds: [ComponentName: Int]) -> [PBTaskTimeout] {
        seconds.sorted { $0.key.text < $1.key.text }.map { name, seconds in
            var timeout = PBTaskTimeout()
            timeout.component = name.text
            timeout.seconds = Int64(seconds)
            return timeout
        }
    }
}

extension PBPlannedComponent {
    init(_ plan: PlannedComponent) {
        self.init()
        name = plan.name.text
        module = plan.module
        upstream = plan.upstream.map(\.text)
        parties = plan.parties.map(PBParty.init)
    }
}

extension PBWaitReason {
    init(_ reason: WaitReason) {
        self.init()
        code = reason.code.rawValue
        if let party = reason.party { self.party = PBParty(party) }
        wantedCores = Int64(reason.wanted.cores)
        freeCores = Int64(reason.free.cores)
        wantedMemory = Int64(reason.wanted.memory)
        freeMemory = Int64(reason.free.memory)
        jobs = reason.jobs.map(\.text)
        text = reason.text
        if let engine = reason.engine { self.engine = PBEngineStanding(engine) }
    }
}

extension PBEngineStanding {
    init(_ standing: EngineStanding) {
        self.init()
        totalCores = Int64(standing.total.cores)
        totalMemory = Int64(standing.total.memory)
        shares = standing.holders.map { holder in
            var share = PBEngineShare()
            share.job = holder.job.text
            share.cores = Int64(holder.amount.cores)
            share.memory = Int64(holder.amount.memory)
            return share
        }
    }
}

extension PBJobPartyAttempt {
    mutating func fill(_ party: Party, _ attempt: Int) {
        self.party = PBParty(party)
        self.attempt = Int64(attempt)
    }
}

extension PBJobTaskReported {
    mutating func fill(_ report: TaskReport) {
        component = report.component.text
        version = Int64(report.version)
        party = PBParty(report.party)
        status = report.status.rawValue
        reason = report.reason
    }
}

extension PBJobStatusReason {
    mutating func fill(_ status: JobStatus, _ reason: String) {
        self.status = status.rawValue
        self.reason = reason
    }
}

extension PayloadFields {
    func submission(_ payload: PBJobSubmitted) throws -> JobSubmission {
        JobSubmission(
            job: try job(payload.job), initiator: try party(payload.initiator, "initiator"),
            parties: try payload.parties.map { try party($0, "parties") },
            components: try payload.components.map(plannedComponent),
            parallelism: payload.hasParallelism ? Int(payload.parallelism) : nil,
            limits: JobLimits(
                priority: Int(payload.priority),
                timeoutSeconds: payload.hasTimeoutSeconds ? Int(payload.timeoutSeconds) : nil,
                queueTimeoutSeconds: payload.hasQueueTimeoutSeconds
                    ? Int(payload.queueTimeoutSeconds) : nil,
                taskSeconds: try taskSeconds(payload.taskTimeouts)),
            retries: RetryPolicy(
                countMax: Int(payload.autoRetries),
                delaySeconds: Int(payload.autoRetryDelaySeconds)),
            dsl: payload.dsl, conf: payload.conf)
    }

    func taskSeconds(_ payload: [PBTaskTimeout]) throws -> [ComponentName: Int] {
        let seconds = try payload.map {
            (try component($0.component, "task_timeouts.component"), Int($0.seconds))
        }
        return Dictionary(seconds) { first, _ in first }
    }

    func plannedComponent(_ payload: PBPlannedComponent) throws -> PlannedComponent {
        PlannedComponent(
            name: try component(payload.name, "components.name"), module: payload.module,
            upstream: try payload.upstream.map { try component($0, "components.upstream") },
            parties: try payload.parties.map { try party($0, "components.parties") })
    }

    func waitReason(_ payload: PBWaitReason) throws -> WaitReason {
        WaitReason(
            code: try required(WaitReason.Code(rawValue: payload.code), payload.code, "code"),
            party: payload.hasParty ? try party(payload.party) : nil,
            wanted: ResourceAmount(
                cores: Int(payload.wantedCores), memory: Int(payload.wantedMemory)),
            free: ResourceAmount(cores: Int(payload.freeCores), memory: Int(payload.freeMemory)),
            jobs: try payload.jobs.map { try job($0, "jobs") }, text: payload.text,
            engine: payload.hasEngine ? try standing(payload.engine) : nil)
    }

    /// Whoever lacks, lacks something.
    func lacking(_ payload: PBJobPartyLacked) throws -> [WaitReason] {
        let reasons = try payload.reasons.map(waitReason)
        return try required(reasons.isEmpty ? nil : reasons, "", "reasons")
    }

    private func standing(_ payload: PBEngineStanding) throws -> EngineStanding {
        EngineStanding(
            total: ResourceAmount(
                cores: Int(payload.totalCores), memory: Int(payload.totalMemory)),
            holders: try payload.shares.map { share in
                JobFinding.Holder(
                    job: try job(share.job, "engine.shares.job"),
                    amount: ResourceAmount(cores: Int(share.cores), memory: Int(share.memory)))
            })
    }

    func report(_ payload: PBJobTaskReported) throws -> TaskReport {
        TaskReport(
            component: try component(payload.component), version: Int(payload.version),
            party: try party(payload.party), status: try taskStatus(payload.status),
            reason: payload.reason)
    }
}
