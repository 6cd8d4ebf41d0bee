/// What keeps weights small; intercepts are left alone (FATE 1.11 `optim/optimizer.py`).
struct Regularization: Sendable {
    /// The norm that is punished.
    enum Penalty: String, Sendable {
        case none = "NONE"
        case l1 = "L1"
        case l2 = "L2"
    }

    let penalty: Penalty
    let alpha: Double

    /// What the weights add to the loss.
    func loss(_ coefficients: some Collection<Double>) -> Double {
        switch penalty {
        case .none: 0
        case .l1: alpha * coefficients.reduce(0) { $0 + $1.magnitude }
        case .l2: 0.5 * alpha * coefficients.reduce(0) { $0 + $1 * $1 }
        }
    }

    /// The gradient with the part that the first `count` weights add.
    func gradient(_ gradient: [Double], weights: [Double], first count: Int) -> [Double] {
        guard penalty == .l2 else { return gradient }
        return gradient.indices.map {
            $0 < count ? gradient[$0] + alpha * weights[$0] : gradient[$0]
        }
    }

    /// The weights after a step; with L1 the first `count` are drawn towards zero.
    ///
    /// FATE draws by `alpha · learning_rate / √epoch`, which has no value in epoch 0; here it is
    /// `alpha` times the decayed rate of the epoch.
    func updated(
        _ weights: [Double], by step: [Double], rate: Double, first count: Int
    ) -> [Double] {
        weights.indices.map { place in
            let moved = weights[place] - step[place]
            guard penalty == .l1, place < count else { return moved }
            let magnitude = max(0, moved.magnitude - alpha * rate)
            return moved < 0 ? -magnitude : magnitude
        }
    }
}
