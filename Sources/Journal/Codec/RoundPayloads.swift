import Domain

extension PBJobRerunRequested {
    mutating func fill(_ round: JobRound) {
        self.round = Int64(round.number)
        tasks = round.tasks.map(PBRoundTask.init)
        leftOut = round.leftOut.map(\.text)
    }
}

extension PBJobPartyReopened {
    mutating func fill(_ party: Party, _ round: Int, _ need: ResourceNeed) {
        self.party = PBParty(party)
        self.round = Int64(round)
        self.need = PBResourceNeed(need)
    }
}

extension PBJobPartyDeclined {
    mutating func fill(_ party: Party, _ round: Int, _ reason: String, _ isUnanswered: Bool) {
        self.party = PBParty(party)
        self.round = Int64(round)
        self.reason = reason
        self.isUnanswered = isUnanswered
    }
}

extension PBJobTaskRetryScheduled {
    mutating func fill(_ retry: TaskRetry) {
        component = retry.component.text
        version = Int64(retry.version)
        dueAt = retry.dueAt.millisecondsSinceEpoch
        retriesLeft = Int64(retry.retriesLeft)
        reason = retry.reason
    }
}

extension PBJobParametersRevised {
    mutating func fill(_ revision: JobRevision) {
        self.revision = Int64(revision.number)
        conf = revision.conf
        if let limit = revision.parallelism { parallelism = Int64(limit) }
        priority = Int64(revision.limits.priority)
        if let seconds = revision.limits.timeoutSeconds { timeoutSeconds = Int64(seconds) }
        if let seconds = revision.limits.queueTimeoutSeconds {
            queueTimeoutSeconds = Int64(seconds)
        }
        taskTimeouts = PBTaskTimeout.list(revision.limits.taskSeconds)
        autoRetries = Int64(revision.retries.countMax)
        autoRetryDelaySeconds = Int64(revision.retries.delaySeconds)
        components = revision.components.map(\.text)
    }
}

extension PBPartyParametersRevised {
    mutating func fill(_ revision: PartyRevision) {
        self.revision = Int64(revision.number)
        conf = revision.conf
        jobParameters = revision.jobParameters
        need = PBResourceNeed(revision.need)
        tasks = revision.tasks.map(PBPartyTaskPlan.init)
    }
}

extension PayloadFields {
    func round(_ payload: PBJobRerunRequested) throws -> JobRound {
        JobRound(
            number: Int(payload.round),
            tasks: try payload.tasks.map(task),
            leftOut: try payload.leftOut.map { try component($0, "left_out") })
    }

    func retry(_ payload: PBJobTaskRetryScheduled) throws -> TaskRetry {
        TaskRetry(
            component: try component(payload.component), version: Int(payload.version),
            dueAt: Timestamp(millisecondsSinceEpoch: payload.dueAt),
            retriesLeft: Int(payload.retriesLeft), reason: payload.reason)
    }

    func revision(_ payload: PBJobParametersRevised) throws -> JobRevision {
        JobRevision(
            number: Int(payload.revision), conf: payload.conf,
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
            components: try payload.components.map { try component($0, "components") })
    }

    func revision(_ payload: PBPartyParametersRevised) throws -> PartyRevision {
        PartyRevision(
            number: Int(payload.revision), conf: payload.conf,
            jobParameters: payload.jobParameters, need: payload.need.need,
            tasks: try payload.tasks.map(taskPlan))
    }
}
