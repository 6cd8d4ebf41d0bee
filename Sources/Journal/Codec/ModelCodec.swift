public import Domain

/// The names of model events on the log.
private enum ModelEventTypes {
    static let created = EventType("model.created", PBModelCreated.self)
    static let componentSaved = EventType("model.component_saved", PBModelComponentSaved.self)
    static let deployed = EventType("model.deployed", PBModelDeployed.self)
}

extension ModelDecider: JournaledDecider {
    public static func encode(_ event: ModelEvent) throws -> EncodedEvent {
        switch event {
        case .created(let source):
            return try ModelEventTypes.created.encode { payload in
                payload.job = source.job.text
                payload.party = PBParty(source.party)
                payload.initiator = PBParty(source.initiator)
                payload.modelID = source.modelID
            }
        case .componentSaved(let saved):
            return try ModelEventTypes.componentSaved.encode { payload in
                payload.component = saved.component.text
                payload.version = Int64(saved.version)
                payload.name = saved.model.name
                payload.module = saved.model.module
                payload.digest = saved.model.digest
            }
        case .deployed(let deployment):
            return try ModelEventTypes.deployed.encode { payload in
                payload.parentVersion = deployment.parentVersion
                payload.dsl = deployment.dsl
                payload.trainedDsl = deployment.trainedDSL
                payload.trainedConf = deployment.trainedConf
            }
        }
    }

    public static func decode(_ encoded: EncodedEvent) throws -> ModelEvent {
        let fields = PayloadFields(encoded: encoded)
        switch encoded.type {
        case ModelEventTypes.created.name:
            let payload = try ModelEventTypes.created.payload(of: encoded)
            return .created(
                ModelSource(
                    job: try fields.job(payload.job), party: try fields.party(payload.party),
                    initiator: try fields.party(payload.initiator), modelID: payload.modelID))
        case ModelEventTypes.componentSaved.name:
            let payload = try ModelEventTypes.componentSaved.payload(of: encoded)
            let model = ModelOutput(
                name: payload.name, module: payload.module, digest: payload.digest)
            return .componentSaved(
                ModelComponent(
                    component: try fields.component(payload.component),
                    version: Int(payload.version), model: model))
        case ModelEventTypes.deployed.name:
            let payload = try ModelEventTypes.deployed.payload(of: encoded)
            return .deployed(
                ModelDeployment(
                    parentVersion: payload.parentVersion, dsl: payload.dsl,
                    trainedDSL: payload.trainedDsl, trainedConf: payload.trainedConf))
        default:
            throw fields.unknownType
        }
    }
}
