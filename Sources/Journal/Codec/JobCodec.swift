public import Domain

/// The job events' names on the log.
enum JobEventTypes {
    static let submitted = EventType("job.submitted", PBJobSubmitted.self, schema: 4)
    static let partyCreated = EventType("job.party_created", PBJobPartyCreated.self)
    static let partyRefused = EventType("job.party_refused", PBJobPartyRefused.self)
    static let partyUnanswered = EventType("job.party_unanswered", PBJobPartyRefused.self)
    static let waitingExplained = EventType(
        "job.waiting_explained", PBJobWaitingExplained.self, schema: 2)
    static let startDecided = EventType("job.start_decided", PBJobStartDecided.self)
    static let startOverdue = EventType("job.start_overdue", PBJobAttempt.self)
    static let startPauseEnded = EventType("job.start_pause_ended", PBJobAttempt.self)
    static let partyReserved = EventType("job.party_reserved", PBJobPartyAttempt.self)
    static let partyLacked = EventType("job.party_lacked", PBJobPartyLacked.self, schema: 3)
    static let partyReleased = EventType("job.party_released", PBJobPartyAttempt.self)
    static let started = EventType("job.started", PBEmpty.self)
    static let partyStarted = EventType("job.party_started", PBJobParty.self)
    static let taskStarted = EventType("job.task_started", PBJobTaskStarted.self)
    static let taskReported = EventType("job.task_reported", PBJobTaskReported.self)
    static let taskEnded = EventType("job.task_ended", PBJobTaskEnded.self)
    static let partyUnreachable = EventType("job.party_unreachable", PBJobPartyUnreachable.self)
    static let limitReached = EventType("job.limit_reached", PBJobLimitReached.self)
    static let taskLimitReached = EventType(
        "job.task_limit_reached", PBJobTaskLimitReached.self)
    static let stopRequested = EventType("job.stop_requested", PBJobStatusReason.self)
    static let ended = EventType("job.ended", PBJobStatusReason.self)
    static let partyClosed = EventType("job.party_closed", PBJobParty.self)
    static let rerunRequested = EventType("job.rerun_requested", PBJobRerunRequested.self)
    static let partyReopened = EventType("job.party_reopened", PBJobPartyReopened.self)
    static let partyDeclined = EventType("job.party_declined", PBJobPartyDeclined.self)
    static let taskRetryScheduled = EventType(
        "job.task_retry_scheduled", PBJobTaskRetryScheduled.self)
    static let taskRetryReleased = EventType(
        "job.task_retry_released", PBJobTaskRetryReleased.self)
    static let parametersRevised = EventType(
        "job.parameters_revised", PBJobParametersRevised.self, schema: 2)
    static let componentsInherited = EventType(
        "job.components_inherited", PBJobComponentsInherited.self)
}

extension JobDecider: JournaledDecider {
    public static func encode(_ event: JobEvent) throws -> EncodedEvent {
        typealias Types = JobEventTypes
        switch event {
        case .submitted(let submission):
            return try Types.submitted.encode { $0.fill(submission) }
        case .partyCreated(let party, let need):
            return try Types.partyCreated.encode { payload in
                payload.party = PBParty(party)
                payload.need = PBResourceNeed(need)
            }
        case .partyRefused(let party, let reason):
            return try Types.partyRefused.encode { payload in
                payload.party = PBParty(party)
                payload.reason = reason
            }
        case .partyUnanswered(let party, let reason):
            return try Types.partyUnanswered.encode { payload in
                payload.party = PBParty(party)
                payload.reason = reason
            }
        case .waitingExplained(let reasons, let position):
            return try Types.waitingExplained.encode { payload in
                payload.reasons = reasons.map(PBWaitReason.init)
                payload.position = position
            }
        case .startDecided(let attempt, let position):
            return try Types.startDecided.encode { payload in
                payload.attempt = Int64(attempt)
                payload.position = position
            }
        case .startOverdue(let attempt):
            return try Types.startOverdue.encode { $0.attempt = Int64(attempt) }
        case .startPauseEnded(let attempt):
            return try Types.startPauseEnded.encode { $0.attempt = Int64(attempt) }
        case .partyReserved(let party, let attempt):
            return try Types.partyReserved.encode { $0.fill(party, attempt) }
        case .partyLacked(let party, let attempt, let reasons):
            return try Types.partyLacked.encode { payload in
                payload.party = PBParty(party)
                payload.attempt = Int64(attempt)
                payload.reasons = reasons.map(PBWaitReason.init)
            }
        case .partyReleased(let party, let attempt):
            return try Types.partyReleased.encode { $0.fill(party, attempt) }
        case .started:
            return try Types.started.encode { _ in }
        case .partyStarted(let party):
            return try Types.partyStarted.encode { $0.party = PBParty(party) }
        case .taskStarted(let component, let version, let position):
            return try Types.taskStarted.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
                payload.position = position
            }
        case .taskReported(let report):
            return try Types.taskReported.encode { $0.fill(report) }
        case .taskEnded(let component, let version, let status):
            return try Types.taskEnded.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
                payload.status = status.rawValue
            }
        case .partyUnreachable(let lost):
            return try Types.partyUnreachable.encode { $0.fill(lost) }
        case .limitReached(let limit, let position):
            return try Types.limitReached.encode { payload in
                payload.limit = limit.rawValue
                payload.position = position
            }
        case .taskLimitReached(let component, let version, let position):
            return try Types.taskLimitReached.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
                payload.position = position
            }
        case .stopRequested(let status, let reason):
            return try Types.stopRequested.encode { $0.fill(status, reason) }
        case .ended(let status, let reason):
            return try Types.ended.encode { $0.fill(status, reason) }
        case .partyClosed(let party):
            return try Types.partyClosed.encode { $0.party = PBParty(party) }
        case .rerunRequested(let round):
            return try Types.rerunRequested.encode { $0.fill(round) }
        case .partyReopened(let party, let round, let need):
            return try Types.partyReopened.encode { $0.fill(party, round, need) }
        case .partyDeclined(let party, let round, let reason, let isUnanswered):
            return try Types.partyDeclined.encode { $0.fill(party, round, reason, isUnanswered) }
        case .taskRetryScheduled(let retry):
            return try Types.taskRetryScheduled.encode { $0.fill(retry) }
        case .taskRetryReleased(let component, let version):
            return try Types.taskRetryReleased.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
            }
        case .parametersRevised(let revision):
            return try Types.parametersRevised.encode { $0.fill(revision) }
        case .componentsInherited(let inheritance):
            return try Types.componentsInherited.encode { $0.fill(inheritance) }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> JobEvent {
        typealias Types = JobEventTypes
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case Types.submitted.name:
            return .submitted(try fields.submission(Types.submitted.payload(of: encoded)))
        case Types.partyCreated.name:
            let payload = try Types.partyCreated.payload(of: encoded)
            return .partyCreated(try fields.party(payload.party), payload.need.need)
        case Types.partyRefused.name:
            let payload = try Types.partyRefused.payload(of: encoded)
            return .partyRefused(try fields.party(payload.party), reason: payload.reason)
        case Types.partyUnanswered.name:
            let payload = try Types.partyUnanswered.payload(of: encoded)
            return .partyUnanswered(try fields.party(payload.party), reason: payload.reason)
        case Types.waitingExplained.name:
            let payload = try Types.waitingExplained.payload(of: encoded)
            return .waitingExplained(
                try payload.reasons.map(fields.waitReason), position: payload.position)
        case Types.startDecided.name:
            let payload = try Types.startDecided.payload(of: encoded)
            return .startDecided(attempt: Int(payload.attempt), position: payload.position)
        case Types.startOverdue.name:
            return .startOverdue(attempt: Int(try Types.startOverdue.payload(of: encoded).attempt))
        case Types.startPauseEnded.name:
            return .startPauseEnded(
                attempt: Int(try Types.startPauseEnded.payload(of: encoded).attempt))
        case Types.partyReserved.name:
            let payload = try Types.partyReserved.payload(of: encoded)
            return .partyReserved(try fields.party(payload.party), attempt: Int(payload.attempt))
        case Types.partyLacked.name:
            let payload = try Types.partyLacked.payload(of: encoded)
            return .partyLacked(
                try fields.party(payload.party), attempt: Int(payload.attempt),
                try fields.lacking(payload))
        case Types.partyReleased.name:
            let payload = try Types.partyReleased.payload(of: encoded)
            return .partyReleased(try fields.party(payload.party), attempt: Int(payload.attempt))
        case Types.started.name:
            return .started
        default:
            return try decodeRunning(encoded, fields)
        }
    }

    private static func decodeRunning(
        _ encoded: EncodedEvent, _ fields: PayloadFields
    ) throws -> JobEvent {
        typealias Types = JobEventTypes
        switch encoded.type {
        case Types.partyStarted.name:
            return .partyStarted(
                try fields.party(Types.partyStarted.payload(of: encoded).party))
        case Types.taskStarted.name:
            let payload = try Types.taskStarted.payload(of: encoded)
            return .taskStarted(
                try fields.component(payload.component), version: Int(payload.version),
                position: payload.position)
        case Types.taskReported.name:
            return .taskReported(try fields.report(Types.taskReported.payload(of: encoded)))
        case Types.taskEnded.name:
            let payload = try Types.taskEnded.payload(of: encoded)
            return .taskEnded(
                try fields.component(payload.component), version: Int(payload.version),
                try fields.taskStatus(payload.status))
        case Types.partyUnreachable.name:
            return .partyUnreachable(
                try fields.unreachable(Types.partyUnreachable.payload(of: encoded)))
        case Types.limitReached.name:
            let payload = try Types.limitReached.payload(of: encoded)
            return .limitReached(
                try fields.required(JobLimit(rawValue: payload.limit), payload.limit, "limit"),
                position: payload.position)
        case Types.taskLimitReached.name:
            let payload = try Types.taskLimitReached.payload(of: encoded)
            return .taskLimitReached(
                try fields.component(payload.component), version: Int(payload.version),
                position: payload.position)
        case Types.stopRequested.name:
            let payload = try Types.stopRequested.payload(of: encoded)
            return .stopRequested(
                try fields.jobStatus(payload.status), reason: payload.reason)
        case Types.ended.name:
            let payload = try Types.ended.payload(of: encoded)
            return .ended(try fields.jobStatus(payload.status), reason: payload.reason)
        case Types.partyClosed.name:
            return .partyClosed(
                try fields.party(Types.partyClosed.payload(of: encoded).party))
        default:
            return try decodeRound(encoded, fields)
        }
    }
}
