public import Domain

/// The names of engine, table and tracking events on the log.
private enum SiteEventTypes {
    static let engineRegistered = EventType("engine.registered", PBEngineSize.self)
    static let engineResized = EventType("engine.resized", PBEngineSize.self)
    static let engineReserved = EventType("engine.reserved", PBEngineReserved.self)
    static let engineReleased = EventType("engine.released", PBEngineReleased.self)
    static let tableWritten = EventType("table.written", PBTableWritten.self)
    static let tableDeleted = EventType("table.deleted", PBTableDeleted.self)
    static let trackLogged = EventType("track.logged", PBTrackLogged.self)
    static let trackDescribed = EventType("track.described", PBTrackDescribed.self)
    static let trackProgressed = EventType("track.progressed", PBTrackProgressed.self)
}

extension EngineDecider: JournaledDecider {
    public static func encode(_ event: EngineEvent) throws -> EncodedEvent {
        switch event {
        case .registered(let size):
            return try SiteEventTypes.engineRegistered.encode { $0.fill(size) }
        case .resized(let size):
            return try SiteEventTypes.engineResized.encode { $0.fill(size) }
        case .reserved(let holder, let amount):
            return try SiteEventTypes.engineReserved.encode { payload in
                payload.job = holder.job.text
                payload.party = PBParty(holder.party)
                payload.cores = Int64(amount.cores)
                payload.memory = Int64(amount.memory)
            }
        case .released(let holder):
            return try SiteEventTypes.engineReleased.encode { payload in
                payload.job = holder.job.text
                payload.party = PBParty(holder.party)
            }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> EngineEvent {
        typealias Types = SiteEventTypes
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case Types.engineRegistered.name:
            return .registered(try Types.engineRegistered.payload(of: encoded).size)
        case Types.engineResized.name:
            return .resized(try Types.engineResized.payload(of: encoded).size)
        case Types.engineReserved.name:
            let payload = try Types.engineReserved.payload(of: encoded)
            let holder = ResourceHolder(
                job: try fields.job(payload.job), party: try fields.party(payload.party))
            return .reserved(
                holder,
                ResourceAmount(cores: Int(payload.cores), memory: Int(payload.memory)))
        case Types.engineReleased.name:
            let payload = try Types.engineReleased.payload(of: encoded)
            return .released(
                ResourceHolder(
                    job: try fields.job(payload.job), party: try fields.party(payload.party)))
        default:
            throw fields.unknownType
        }
    }
}

extension TableDecider: JournaledDecider {
    public static func encode(_ event: TableEvent) throws -> EncodedEvent {
        switch event {
        case .written(let name, let content, let origin):
            return try SiteEventTypes.tableWritten.encode { payload in
                payload.table = PBTableName(name)
                payload.content = PBTableContent(content)
                payload.origin = origin.kind
                payload.task = origin.task
            }
        case .deleted(let name):
            return try SiteEventTypes.tableDeleted.encode { $0.table = PBTableName(name) }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> TableEvent {
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case SiteEventTypes.tableWritten.name:
            let payload = try SiteEventTypes.tableWritten.payload(of: encoded)
            return .written(
                try fields.table(payload.table), try fields.content(payload.content),
                origin: TableOrigin(kind: payload.origin, task: payload.task))
        case SiteEventTypes.tableDeleted.name:
            let payload = try SiteEventTypes.tableDeleted.payload(of: encoded)
            return .deleted(try fields.table(payload.table))
        default:
            throw fields.unknownType
        }
    }
}

extension TrackingDecider: JournaledDecider {
    public static func encode(_ event: TrackingEvent) throws -> EncodedEvent {
        switch event {
        case .logged(let component, let version, let points):
            return try SiteEventTypes.trackLogged.encode { $0.fill(component, version, points) }
        case .described(let component, let version, let meta):
            return try SiteEventTypes.trackDescribed.encode { $0.fill(component, version, meta) }
        case .progressed(let component, let version, let percent):
            return try SiteEventTypes.trackProgressed.encode { payload in
                payload.component = component.text
                payload.version = Int64(version)
                payload.percent = Int64(percent)
            }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> TrackingEvent {
        typealias Types = SiteEventTypes
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case Types.trackLogged.name:
            let payload = try Types.trackLogged.payload(of: encoded)
            return .logged(
                try fields.component(payload.component), version: Int(payload.version),
                try fields.points(payload))
        case Types.trackDescribed.name:
            let payload = try Types.trackDescribed.payload(of: encoded)
            return .described(
                try fields.component(payload.component), version: Int(payload.version),
                try fields.meta(payload))
        case Types.trackProgressed.name:
            let payload = try Types.trackProgressed.payload(of: encoded)
            return .progressed(
                try fields.component(payload.component), version: Int(payload.version),
                percent: Int(payload.percent))
        default:
            throw fields.unknownType
        }
    }
}
