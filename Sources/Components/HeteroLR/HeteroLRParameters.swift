import Domain

/// The parameters of `HeteroLR`, checked (FATE 1.11 `param/logistic_regression_param.py`).
struct HeteroLRParameters: Sendable {
    let penalty: Regularization.Penalty
    let alpha: Double
    let tolerance: Double
    let optimizer: Optimizer.Method
    let learningRate: Double
    let decay: Double
    let decaysBySquareRoot: Bool
    /// -1 for all rows in one batch.
    let batchSize: Int
    let shuffles: Bool
    let iterationsMax: Int
    let convergence: Convergence.Method
    let initialization: Initialization
    let keyBits: Int
    let fractionBits: Int
    let threshold: Double
    let validation: ValidationSchedule

    /// Reads and checks the parameters.
    init(_ parameters: JSONObject) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        try Self.refuseUnsupported(reader)
        penalty = try Self.penalty(reader)
        alpha = try reader.number("alpha", from: 0)
        tolerance = try reader.number("tol", from: 0)
        optimizer = try Self.optimizer(reader)
        learningRate = try reader.number("learning_rate", from: 0, isOpen: true)
        decay = try reader.number("decay", from: 0)
        decaysBySquareRoot = try reader.bool("decay_sqrt")
        batchSize = try Self.batchSize(reader)
        shuffles = try reader.bool("shuffle")
        iterationsMax = try reader.integer("max_iter", in: 1...1_000_000)
        convergence = try Self.convergence(reader)
        initialization = try Initialization(reader.nested("init_param"))
        keyBits = try Self.keyBits(reader.nested("encrypt_param"))
        fractionBits = try reader.integer("floating_point_precision", in: 8...40)
        threshold = try reader.nested("predict_param").number("threshold", from: 0)
        validation = try ValidationSchedule(reader)
    }

    /// A fresh optimizer.
    func makeOptimizer() -> Optimizer {
        Optimizer(
            method: optimizer, learningRate: learningRate, decay: decay,
            decaysBySquareRoot: decaysBySquareRoot)
    }
}

extension HeteroLRParameters {
    private static func refuseUnsupported(_ reader: ParameterReader) throws(ComponentError) {
        try reader.nested("cv_param").refuse(
            "need_cv", because: "train with validate_data instead")
        try reader.nested("stepwise_param").refuse(
            "need_stepwise", because: "choose the columns before training")
        _ = try reader.text("multi_class", of: ["ovr"])
        _ = try reader.text("batch_strategy", of: ["full"])
        let mode = reader.nested("encrypted_mode_calculator_param")
        guard try mode.text("mode") == "strict" else {
            throw mode.refusal("mode", "must be strict: every number gets a random factor")
        }
    }

    private static func penalty(
        _ reader: ParameterReader
    ) throws(ComponentError) -> Regularization.Penalty {
        guard let name = try reader.text("penalty")?.uppercased() else { return .none }
        guard let penalty = Regularization.Penalty(rawValue: name) else {
            throw reader.refusal("penalty", "must be L1, L2 or NONE")
        }
        return penalty
    }

    private static func optimizer(
        _ reader: ParameterReader
    ) throws(ComponentError) -> Optimizer.Method {
        let name = try reader.requiredText("optimizer").lowercased()
        guard let method = Optimizer.Method(rawValue: name) else {
            let names = Optimizer.Method.allCases.map(\.rawValue).joined(separator: ", ")
            throw reader.refusal("optimizer", "is not supported; there are \(names)")
        }
        return method
    }

    private static func batchSize(_ reader: ParameterReader) throws(ComponentError) -> Int {
        let size = try reader.integer("batch_size")
        guard size == -1 || size >= 10 else {
            throw reader.refusal("batch_size", "must be -1 for all rows, or at least 10")
        }
        return size
    }

    private static func convergence(
        _ reader: ParameterReader
    ) throws(ComponentError) -> Convergence.Method {
        let name = try reader.requiredText("early_stop").lowercased()
        guard let method = Convergence.Method(rawValue: name) else {
            throw reader.refusal("early_stop", "must be diff, abs or weight_diff")
        }
        return method
    }

    private static func keyBits(_ reader: ParameterReader) throws(ComponentError) -> Int {
        guard try reader.text("method") == "Paillier" else {
            throw reader.refusal("method", "must be Paillier")
        }
        let bits = try reader.integer("key_length")
        guard PaillierPublicKey.offeredBits.contains(bits) else {
            throw reader.refusal("key_length", "must be 1024, 2048 or 3072")
        }
        return bits
    }
}
