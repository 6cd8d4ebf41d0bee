/// One party's model: what a job leaves at one of its parties (FATE's `party_model_id` and
/// `model_version`).
public struct ModelName: Hashable, Sendable {
    /// Role, party and the name that all parties share, such as
    /// `guest#9999#guest-9999#host-10000#model`.
    public let partyModelID: String
    /// FATE's version: the id of the job that trained it, unless the conf names another.
    public let version: String

    /// Makes a name; `nil` when a part is empty or a version holds a slash.
    public init?(partyModelID: String, version: String) {
        guard !partyModelID.isEmpty, !version.isEmpty, !version.contains("/") else { return nil }
        self.partyModelID = partyModelID
        self.version = version
    }
}

extension PartyCreation {
    /// The name under which the party's trained components are kept; `nil` when the conf names no
    /// model that could be one.
    public var modelName: ModelName? {
        guard let modelID, let version = parameter("model_version") else { return nil }
        return ModelName(partyModelID: ModelID.of(modelID, for: party), version: version)
    }

    /// The model's name that all parties share (`model_id` of the conf).
    public var modelID: String? { parameter("model_id") }

    /// Whether what the components leave is kept: a predict job only reads the model.
    public var isTraining: Bool { parameter("job_type") != DSL.Mode.predict.rawValue }

    private func parameter(_ name: String) -> String? {
        (try? JSONValue(parsing: jobParameters))?.object?[name]?.string
    }
}
