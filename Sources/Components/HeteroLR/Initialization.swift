import Domain

/// How weights begin (FATE 1.11 `optim/initialize.py`).
struct Initialization: Sendable {
    private enum Method: String {
        case randomUniform = "random_uniform"
        case randomNormal = "random_normal"
        case constant = "const"
        case zeros
        case ones
    }

    private let method: Method
    private let constant: Double
    private let seed: UInt64?
    /// Whether the guest learns an intercept.
    let fitsIntercept: Bool

    init(_ reader: ParameterReader) throws(ComponentError) {
        let name = try reader.requiredText("init_method")
        guard let method = Method(rawValue: name) else {
            throw reader.refusal(
                "init_method", "must be random_uniform, random_normal, const, zeros or ones")
        }
        self.method = method
        constant = try reader.number("init_const", from: -1e6)
        fitsIntercept = try reader.bool("fit_intercept")
        if reader.value("random_seed") == nil {
            seed = nil
        } else {
            seed = UInt64(try reader.integer("random_seed", in: 0...Int(Int32.max)))
        }
    }

    /// A seed for the order of rows: the one given, or a new one.
    var shuffleSeed: UInt64 { seed ?? UInt64.random(in: 0...UInt64.max) }

    /// First weights; random ones are the same for the same seed, though not NumPy's.
    func weights(_ count: Int) -> [Double] {
        var generator = SplitMix64(seed: seed ?? UInt64.random(in: 0...UInt64.max))
        return (0..<count).map { _ in
            switch method {
            case .randomUniform: Double.random(in: 0..<1, using: &generator)
            case .randomNormal: generator.nextNormal()
            case .constant: constant
            case .zeros: 0
            case .ones: 1
            }
        }
    }
}
