/// When training has come to rest (FATE 1.11 `optim/convergence.py`).
struct Convergence: Sendable {
    /// What is watched; the raw values are FATE's names.
    enum Method: String, Sendable {
        /// The loss changes by less than the tolerance.
        case difference = "diff"
        /// The loss is no greater than the tolerance.
        case absolute = "abs"
        /// The weights of all parties together move by less than the tolerance in an epoch.
        case weightDifference = "weight_diff"
    }

    private let method: Method
    private let tolerance: Double
    private var previousLoss: Double?

    init(method: Method, tolerance: Double) {
        self.method = method
        self.tolerance = tolerance
    }

    /// Whether an epoch of this loss and this squared movement of the weights is the last.
    mutating func isReached(loss: Double, squaredMovement: Double) -> Bool {
        defer { previousLoss = loss }
        switch method {
        case .difference: return previousLoss.map { ($0 - loss).magnitude < tolerance } ?? false
        case .absolute: return loss <= tolerance
        case .weightDifference: return squaredMovement.squareRoot() < tolerance
        }
    }
}
