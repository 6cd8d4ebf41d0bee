/// Turns gradients into steps, with FATE's formulas and constants
/// (FATE 1.11 `optim/optimizer.py`).
///
/// All methods work on each weight by itself, so parties that hold parts of a model take the same
/// steps as one party that holds it all.
struct Optimizer: Sendable {
    /// How steps are found; the raw values are FATE's names.
    enum Method: String, Sendable, CaseIterable {
        case sgd
        case rmsprop
        case adagrad
        case adam
        case nesterovMomentum = "nesterov_momentum_sgd"
    }

    /// How steps are found.
    let method: Method
    /// The learning rate of epoch 0.
    let learningRate: Double
    /// How fast the rate falls.
    let decay: Double
    /// Whether it falls with the square root.
    let decaysBySquareRoot: Bool
    private var first: [Double] = []
    private var second: [Double] = []
    private var firstDecay = 1.0
    private var secondDecay = 1.0

    init(method: Method, learningRate: Double, decay: Double, decaysBySquareRoot: Bool) {
        self.method = method
        self.learningRate = learningRate
        self.decay = decay
        self.decaysBySquareRoot = decaysBySquareRoot
    }

    /// The learning rate of an epoch, counted from 0.
    func rate(epoch: Int) -> Double {
        let fall = 1 + decay * Double(epoch)
        return learningRate / (decaysBySquareRoot ? fall.squareRoot() : fall)
    }

    /// What is to be subtracted from the weights.
    mutating func step(_ gradient: [Double], epoch: Int) -> [Double] {
        if first.isEmpty {
            first = [Double](repeating: 0, count: gradient.count)
            second = first
        }
        let rate = rate(epoch: epoch)
        switch method {
        case .sgd:
            return gradient.map { rate * $0 }
        case .rmsprop:
            return eachWeight(gradient) { g, m, _ in
                m = 0.99 * m + 0.01 * g * g
                return rate * g / (m + 1e-6).squareRoot()
            }
        case .adagrad:
            return eachWeight(gradient) { g, m, _ in
                m += g * g
                return rate * g / (m.squareRoot() + 1e-7)
            }
        case .nesterovMomentum:
            return eachWeight(gradient) { g, m, _ in
                let velocity = 0.9 * m - rate * g
                defer { m = velocity }
                return 0.9 * m - 1.9 * velocity
            }
        case .adam:
            return adam(gradient, rate: rate)
        }
    }

    private mutating func adam(_ gradient: [Double], rate: Double) -> [Double] {
        firstDecay *= 0.9
        secondDecay *= 0.999
        let (firstRest, secondRest) = (1 - firstDecay, 1 - secondDecay)
        return eachWeight(gradient) { g, m, v in
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            return rate * (m / firstRest) / ((v / secondRest).squareRoot() + 1e-8)
        }
    }

    private mutating func eachWeight(
        _ gradient: [Double], _ body: (Double, inout Double, inout Double) -> Double
    ) -> [Double] {
        precondition(gradient.count == first.count, "An optimizer serves one set of weights")
        return gradient.indices.map { body(gradient[$0], &first[$0], &second[$0]) }
    }
}
