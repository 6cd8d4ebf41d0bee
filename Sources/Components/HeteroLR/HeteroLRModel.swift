import Domain

/// A party's part of a trained model, in the shape of FATE's `LRModelParam` as JSON.
struct HeteroLRModel: Equatable, Sendable {
    var header: [String]
    var weights: [Double]
    /// Only the guest has one.
    var intercept: Double
    var iterations: Int
    var lossHistory: [Double]
    var isConverged: Bool
    /// -1 unless early stopping chose an iteration.
    var bestIteration: Int

    /// The artifact for the site's model registry.
    func artifact(_ parameters: HeteroLRParameters, hasIntercept: Bool) -> ModelArtifact {
        ModelArtifact(
            module: "HeteroLR", meta: Self.meta(parameters, hasIntercept: hasIntercept),
            parameters: json)
    }

    /// The members of FATE's `LRModelParam`.
    var json: JSONObject {
        [
            "iters": .integer(Int64(iterations)),
            "lossHistory": .array(lossHistory.map(JSONValue.number)),
            "isConverged": .bool(isConverged),
            "weight": .object(weightsByName),
            "intercept": .number(intercept),
            "header": .array(header.map(JSONValue.string)),
            "oneVsRestResult": nil,
            "needOneVsRest": false,
            "bestIteration": .integer(Int64(bestIteration)),
        ]
    }

    /// Each column with its weight.
    var weightsByName: JSONObject {
        JSONObject(zip(header, weights).map { ($0, .number($1)) })
    }

    /// Reads the model that an earlier task left.
    /// - Throws: `ComponentError` when a member is missing.
    init(_ artifact: ModelArtifact) throws(ComponentError) {
        let json = artifact.parameters
        guard artifact.module == "HeteroLR", let names = json["header"]?.array,
            let byName = json["weight"]?.object, let intercept = json["intercept"]?.double
        else {
            throw ComponentError("The input model of \(artifact.module) is no HeteroLR model")
        }
        header = names.compactMap(\.string)
        weights = header.compactMap { byName[$0]?.double }
        guard header.count == names.count, weights.count == names.count else {
            throw ComponentError("The input model lacks the weight of one of its columns")
        }
        self.intercept = intercept
        iterations = json["iters"]?.integer ?? 0
        lossHistory = (json["lossHistory"]?.array ?? []).compactMap(\.double)
        isConverged = json["isConverged"]?.bool ?? false
        bestIteration = json["bestIteration"]?.integer ?? -1
    }

    init(
        header: [String], weights: [Double], intercept: Double, iterations: Int,
        lossHistory: [Double], isConverged: Bool, bestIteration: Int
    ) {
        self.header = header
        self.weights = weights
        self.intercept = intercept
        self.iterations = iterations
        self.lossHistory = lossHistory
        self.isConverged = isConverged
        self.bestIteration = bestIteration
    }

    private static func meta(_ parameters: HeteroLRParameters, hasIntercept: Bool) -> JSONObject {
        [
            "penalty": .string(parameters.penalty.rawValue),
            "tol": .number(parameters.tolerance),
            "alpha": .number(parameters.alpha),
            "optimizer": .string(parameters.optimizer.rawValue),
            "partyWeight": 0.0,
            "batchSize": .integer(Int64(parameters.batchSize)),
            "learningRate": .number(parameters.learningRate),
            "maxIter": .integer(Int64(parameters.iterationsMax)),
            "earlyStop": .string(parameters.convergence.rawValue),
            "reEncryptBatches": 0,
            "fitIntercept": .bool(hasIntercept),
            "needOneVsRest": false,
            "predictParam": ["threshold": .number(parameters.threshold)],
            "revealStrategy": "",
        ]
    }
}
