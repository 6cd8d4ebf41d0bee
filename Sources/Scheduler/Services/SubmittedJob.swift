public import Domain

/// A job that was accepted and created at all its parties.
public struct SubmittedJob: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// FATE's id of the model that the parties train or use.
    public let modelID: String
    /// FATE's version of it: the id of the training job, unless the conf names another.
    public let modelVersion: String
    /// The DSL as it runs: of version 2, and the model's for a predict job.
    public let dsl: JSONValue
    /// The conf as it runs: of version 2, with the model's name, for a predict job over the conf of
    /// training.
    public let conf: JSONValue
    /// The conf that the model of a predict job was trained with.
    public let trainedConf: JSONValue?

    init(_ job: JobID, _ documents: JobDocuments) {
        let conf = documents.specification.conf
        modelID = conf.modelID ?? ModelID.of(conf.roles)
        modelVersion = conf.modelVersion ?? job.text
        self.job = job
        dsl = documents.dsl
        self.conf = documents.conf.naming(modelID, version: modelVersion)
        trainedConf = documents.trainedConf
    }

    /// DSL and conf as they run, checked together.
    ///
    /// - Throws: `SubmissionError`.
    func specification() throws -> JobSpecification {
        do {
            return try JobSpecification(dsl: dsl, conf: conf)
        } catch {
            throw SubmissionError(error)
        }
    }
}

extension JSONValue {
    /// The conf with the model's name in `job_parameters.common`, as FATE stores it.
    fileprivate func naming(_ model: String, version: String) -> JSONValue {
        guard var conf = object else { return self }
        var parameters = conf["job_parameters"]?.object ?? [:]
        var common = parameters["common"]?.object ?? [:]
        common["model_id"] = .string(model)
        common["model_version"] = .string(version)
        parameters["common"] = .object(common)
        conf["job_parameters"] = .object(parameters)
        return .object(conf)
    }
}
