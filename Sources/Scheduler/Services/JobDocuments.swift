import Domain
import Journal

/// DSL and conf as a job runs them, whatever they were submitted as.
struct JobDocuments {
    let dsl: JSONValue
    let conf: JSONValue
    /// The conf that the model of a predict job was trained with.
    var trainedConf: JSONValue?
    /// Both, checked together.
    let specification: JobSpecification

    /// Makes version 2 of documents of version 1, and of a predict job's conf the model's DSL and
    /// the conf of training overlaid with it.
    ///
    /// - Throws: `SubmissionError`.
    static func read(
        dsl: JSONValue, conf: JSONValue, _ models: StoredModels
    ) async throws -> JobDocuments {
        do {
            let isVersionOne = VersionOneConf.isForm(of: conf)
            let mode = try isVersionOne ? VersionOneConf(conf).mode : RuntimeConf(conf).mode
            switch (mode, isVersionOne) {
            case (.train, false):
                return try await JobDocuments(dsl: dsl, conf: conf).training(models)
            case (.train, true):
                let converted = try VersionOneJob(dsl: dsl, conf: conf).converted
                return try await JobDocuments(dsl: converted.dsl, conf: converted.conf)
                    .training(models)
            case (.predict, false):
                return try await predicting(conf, models) { trained, version in
                    guard let deployment = trained.state.deployment else {
                        throw ModelError.notDeployed(version: version)
                    }
                    return (try JSONValue(parsing: deployment.dsl), conf)
                }
            case (.predict, true): return try await versionOnePredicting(conf, models)
            }
        } catch let error as JobSpecificationError {
            throw SubmissionError(error)
        } catch let error as ConfError {
            throw SubmissionError(.conf(error))
        } catch let error as DSLError {
            throw SubmissionError(.dsl(error))
        } catch let error as ModelError {
            throw SubmissionError(
                code: error.code, message: "\(error)", finding: error.finding)
        }
    }

    /// The conf in version 2, as far as it can be read without a DSL: who takes part.
    static func runtimeConf(_ conf: JSONValue) throws(ConfError) -> RuntimeConf {
        try RuntimeConf(
            VersionOneConf.isForm(of: conf) ? VersionOneConf(conf).converted(readers: []) : conf)
    }

    private init(dsl: JSONValue, conf: JSONValue, trainedConf: JSONValue? = nil) throws {
        self.dsl = dsl
        self.conf = conf
        self.trainedConf = trainedConf
        specification = try JobSpecification(dsl: dsl, conf: conf)
    }

    /// The documents, if what the job trains would change no version that predict jobs use.
    private func training(_ models: StoredModels) async throws -> JobDocuments {
        guard let id = specification.conf.modelID, let version = specification.conf.modelVersion
        else { return self }
        for party in specification.parties
        where try await models.state(id, version, at: party).deployment != nil {
            throw ModelError.deployed(version: version)
        }
        return self
    }

    /// - Parameter choose: DSL and conf of version 2, for a model and its version.
    private static func predicting(
        _ conf: JSONValue, _ models: StoredModels,
        _ choose: (TrainedModel, String) throws -> (dsl: JSONValue, conf: JSONValue)
    ) async throws -> JobDocuments {
        let own = try runtimeConf(conf)
        guard let id = own.modelID, let version = own.modelVersion else {
            throw SubmissionError(
                code: "missing_model",
                message: "A predict job needs model_id and model_version in job_parameters.common")
        }
        let trained = try await models.trained(id, version, at: own.initiator)
        let chosen = try choose(trained, version)
        let merged = try RuntimeConf.predicting(chosen.conf, trainedWith: trained.conf)
        return try JobDocuments(dsl: chosen.dsl, conf: merged, trainedConf: trained.conf)
    }

    /// Version 1 needs no deploy, and knows one table for a predict job: `args.data.eval_data`.
    private static func versionOnePredicting(
        _ conf: JSONValue, _ models: StoredModels
    ) async throws -> JobDocuments {
        let own = try VersionOneConf(conf)
        return try await predicting(conf, models) { trained, _ in
            let training = try DSL(trained.dsl)
            let dsl =
                try trained.state.deployment.map { try JSONValue(parsing: $0.dsl) }
                ?? training.predictDSL(deploying: training.neededToPredict)
            let readers = try DSL(dsl, mode: .predict).components
                .filter { $0.module == "Reader" }
                .map { VersionOneDSL.Reader(name: $0.name.text, key: "eval_data") }
            guard
                readers.isEmpty
                    || own.tables.values.contains(where: {
                        $0.contains { $0["eval_data"] != nil }
                    })
            else {
                throw SubmissionError(
                    code: "args_data_missing",
                    message: "A predict job of conf version 1 reads args.eval_data: give eval_data "
                        + "in role_parameters.ROLE.args.data")
            }
            return (dsl, own.converted(readers: readers))
        }
    }
}
