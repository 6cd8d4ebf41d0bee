import Domain

/// When a model in training is evaluated, and when that ends the training.
///
/// FATE has these settings at the top of the parameters and again in `callback_param`, where they
/// count once a callback asks for them.
struct ValidationSchedule: Sendable {
    private enum Frequency: Sendable {
        case never
        case every(Int)
        case epochs(Set<Int>)
    }

    private let frequency: Frequency
    /// After how many evaluations without improvement training ends.
    let roundsMax: Int?
    /// `auc` and `ks`, in the order asked for.
    let metrics: [String]
    /// Whether only the first metric ends the training.
    let usesFirstMetricOnly: Bool

    init(_ reader: ParameterReader) throws(ComponentError) {
        let callbacks = reader.nested("callback_param")
        let names = callbacks.list("callbacks").map { $0.string ?? "" }
        for name in names where !["EarlyStopping", "PerformanceEvaluate"].contains(name) {
            throw callbacks.refusal(
                "callbacks", "has \"\(name)\"; there are EarlyStopping and PerformanceEvaluate")
        }
        let source = names.isEmpty ? reader : callbacks
        frequency = try Self.frequency(source)
        roundsMax = try source.optionalCount("early_stopping_rounds")
        if roundsMax != nil, case .never = frequency {
            throw source.refusal("early_stopping_rounds", "needs validation_freqs")
        }
        let asked = source.list("metrics").map { $0.string?.lowercased() ?? "" }
        for name in asked where !["auc", "ks"].contains(name) {
            throw source.refusal("metrics", "has \"\(name)\"; there are auc and ks")
        }
        metrics = asked.isEmpty ? ["auc", "ks"] : asked
        usesFirstMetricOnly = try source.bool("use_first_metric_only")
    }

    /// Whether the model is evaluated after an epoch, counted from 0.
    func isDue(epoch: Int) -> Bool {
        switch frequency {
        case .never: false
        case .every(let count): (epoch + 1) % count == 0
        case .epochs(let epochs): epochs.contains(epoch)
        }
    }

    private static func frequency(_ reader: ParameterReader) throws(ComponentError) -> Frequency {
        guard let value = reader.value("validation_freqs") else { return .never }
        guard let items = value.array else {
            return .every(try reader.integer("validation_freqs", in: 1...Int(Int32.max)))
        }
        let epochs = items.compactMap(\.integer)
        guard epochs.count == items.count else {
            throw reader.refusal("validation_freqs", "must be a number or a list of epochs")
        }
        return .epochs(Set(epochs))
    }
}
