public import Domain

/// The party events' names on the log.
private enum PartyEventTypes {
    static let created = EventType("party.created", PBPartyCreated.self)
    static let reserved = EventType("party.reserved", PBPartyAttempt.self)
    static let lacked = EventType("party.lacked", PBPartyAttempt.self)
    static let released = EventType("party.released", PBPartyAttempt.self)
    static let started = EventType("party.started", PBEmpty.self)
    static let taskStarting = EventType("party.task_starting", PBPartyTaskStarting.self)
    static let taskLaunched = EventType(
        "party.task_launched", PBPartyTaskLaunched.self, schema: 2)
    static let taskRunning = EventType("party.task_running", PBPartyTask.self)
    static let taskReported = EventType("party.task_reported", PBPartyTaskReported.self)
    static let taskStopRequested = EventType("party.task_stop_requested", PBPartyTaskStatus.self)
    static let taskEnded = EventType("party.task_ended", PBPartyTaskStatus.self)
    static let ended = EventType("party.ended", PBPartyEnded.self)
    static let taskCreated = EventType("party.task_created", PBPartyTaskCreated.self)
    static let reopened = EventType("party.reopened", PBPartyReopened.self)
    static let revised = EventType("party.parameters_revised", PBPartyParametersRevised.self)
    static let noted = EventType("party.noted", PBPartyNoted.self)
    static let cleaned = EventType("party.cleaned", PBPartyCleaned.self)
    static let taskInherited = EventType("party.task_inherited", PBPartyTaskInherited.self)
}

extension PartyDecider: JournaledDecider {
    public static func encode(_ event: PartyEvent) throws -> EncodedEvent {
        typealias Types = PartyEventTypes
        switch event {
        case .created(let creation):
            return try Types.created.encode { $0.fill(creation) }
        case .reserved(let attempt):
            return try Types.reserved.encode { $0.attempt = Int64(attempt) }
        case .lacked(let attempt):
            return try Types.lacked.encode { $0.attempt = Int64(attempt) }
        case .released(let attempt):
            return try Types.released.encode { $0.attempt = Int64(attempt) }
        case .started:
            return try Types.started.encode { _ in }
        case .taskStarting(let component, let version, let worker, let tokenDigest):
            return try Types.taskStarting.encode {
                $0.fill(component, version, worker: worker, tokenDigest: tokenDigest)
            }
        case .taskLaunched(let component, let version, let identity):
            return try Types.taskLaunched.encode { $0.fill(component, version, identity) }
        case .taskRunning(let component, let version):
            return try Types.taskRunning.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
            }
        case .taskReported(let component, let version, let result):
            return try Types.taskReported.encode { $0.fill(component, version, result) }
        case .taskStopRequested(let component, let version, let status, let reason):
            return try Types.taskStopRequested.encode {
                $0.fill(component, version, status, reason)
            }
        case .taskEnded(let component, let version, let status, let reason):
            return try Types.taskEnded.encode { $0.fill(component, version, status, reason) }
        case .ended(let status, let reason):
            return try Types.ended.encode { payload in
                payload.status = status.rawValue
                payload.reason = reason
            }
        case .taskCreated(let component, let version, let autoRetries, let parameters):
            return try Types.taskCreated.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
                payload.autoRetries = Int64(autoRetries)
                payload.parameters = parameters
            }
        case .reopened(let round):
            return try Types.reopened.encode { $0.round = Int64(round) }
        case .revised(let revision):
            return try Types.revised.encode { $0.fill(revision) }
        case .noted(let notes):
            return try Types.noted.encode { $0.notes = notes }
        case .cleaned(let cleaning):
            return try Types.cleaned.encode { payload in
                payload.components = cleaning.components.map(\.text)
                payload.tables = cleaning.tables.map(PBTableName.init)
            }
        case .taskInherited(let task):
            return try Types.taskInherited.encode { $0.fill(task) }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> PartyEvent {
        typealias Types = PartyEventTypes
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case Types.created.name:
            return .created(try fields.creation(Types.created.payload(of: encoded)))
        case Types.reserved.name:
            return .reserved(attempt: Int(try Types.reserved.payload(of: encoded).attempt))
        case Types.lacked.name:
            return .lacked(attempt: Int(try Types.lacked.payload(of: encoded).attempt))
        case Types.released.name:
            return .released(attempt: Int(try Types.released.payload(of: encoded).attempt))
        case Types.started.name:
            return .started
        case Types.ended.name:
            let payload = try Types.ended.payload(of: encoded)
            return .ended(try fields.jobStatus(payload.status), reason: payload.reason)
        case Types.reopened.name:
            return .reopened(round: Int(try Types.reopened.payload(of: encoded).round))
        case Types.revised.name:
            return .revised(try fields.revision(Types.revised.payload(of: encoded)))
        case Types.noted.name:
            return .noted(try Types.noted.payload(of: encoded).notes)
        case Types.cleaned.name:
            let payload = try Types.cleaned.payload(of: encoded)
            return .cleaned(
                PartyCleaning(
                    components: try payload.components.map {
                        try fields.component($0, "components")
                    },
                    tables: try payload.tables.map(fields.table)))
        default:
            return try decodeTask(encoded, fields)
        }
    }

    private static func decodeTask(
        _ encoded: EncodedEvent, _ fields: PayloadFields
    ) throws -> PartyEvent {
        typealias Types = PartyEventTypes
        switch encoded.type {
        case Types.taskCreated.name:
            let payload = try Types.taskCreated.payload(of: encoded)
            return .taskCreated(
                try fields.component(payload.component), version: Int(payload.version),
                autoRetries: Int(payload.autoRetries), parameters: payload.parameters)
        case Types.taskStarting.name:
            let payload = try Types.taskStarting.payload(of: encoded)
            return .taskStarting(
                try fields.component(payload.component), version: Int(payload.version),
                worker: payload.worker, tokenDigest: payload.tokenDigest.hex)
        case Types.taskLaunched.name:
            let payload = try Types.taskLaunched.payload(of: encoded)
            return .taskLaunched(
                try fields.component(payload.component), version: Int(payload.version),
                WorkerIdentity(
                    processID: payload.processID, startTicks: payload.startTicks,
                    bootID: payload.bootID))
        case Types.taskRunning.name:
            let payload = try Types.taskRunning.payload(of: encoded)
            return .taskRunning(
                try fields.component(payload.component), version: Int(payload.version))
        case Types.taskReported.name:
            let payload = try Types.taskReported.payload(of: encoded)
            return .taskReported(
                try fields.component(payload.component), version: Int(payload.version),
                try fields.result(payload))
        case Types.taskStopRequested.name:
            let payload = try Types.taskStopRequested.payload(of: encoded)
            return .taskStopRequested(
                try fields.component(payload.component), version: Int(payload.version),
                try fields.taskStatus(payload.status), reason: payload.reason)
        case Types.taskEnded.name:
            let payload = try Types.taskEnded.payload(of: encoded)
            return .taskEnded(
                try fields.component(payload.component), version: Int(payload.version),
                try fields.taskStatus(payload.status), reason: payload.reason)
        case Types.taskInherited.name:
            return .taskInherited(
                try fields.inheritance(Types.taskInherited.payload(of: encoded)))
        default:
            throw fields.unknownType
        }
    }
}
