import Domain

/// What the arbiter says at the end of an epoch: one byte, and for the guest the loss.
struct EpochEnd: Equatable, Sendable {
    let isConverged: Bool
    /// The mean loss, an IEEE 754 number in big-endian order; hosts do not get it.
    let loss: Double?

    var bytes: [UInt8] {
        [isConverged ? 1 : 0]
            + (loss.map { loss in
                withUnsafeBytes(of: loss.bitPattern.bigEndian) { Array($0) }
            } ?? [])
    }

    init(isConverged: Bool, loss: Double?) {
        self.isConverged = isConverged
        self.loss = loss
    }

    init(bytes: [UInt8]) throws(ComponentError) {
        guard bytes.count == 1 || bytes.count == 9 else {
            throw ComponentError("The arbiter's word on an epoch could not be read")
        }
        isConverged = bytes[0] != 0
        let pattern = bytes.dropFirst().reduce(0) { $0 << 8 | UInt64($1) }
        loss = bytes.count == 9 ? Double(bitPattern: pattern) : nil
    }
}

/// What the guest says after an evaluation: whether to stop and whether to keep the weights.
struct Verdict: Equatable, Sendable {
    let isStop: Bool
    let isBest: Bool

    var bytes: [UInt8] { [isStop ? 1 : 0, isBest ? 1 : 0] }

    init(isStop: Bool, isBest: Bool) {
        self.isStop = isStop
        self.isBest = isBest
    }

    init(bytes: [UInt8]) throws(ComponentError) {
        guard bytes.count == 2 else {
            throw ComponentError("The guest's verdict on an epoch could not be read")
        }
        self.init(isStop: bytes[0] != 0, isBest: bytes[1] != 0)
    }
}

extension MetricMeta {
    /// FATE's description of the loss of a training.
    static let loss = MetricMeta(
        namespace: "train", name: "loss", type: "LOSS", attributes: ["unit_name": "iters"])
}

extension MetricPoints {
    /// The loss of one epoch.
    static func loss(_ loss: Double, epoch: Int) -> MetricPoints {
        MetricPoints(
            namespace: "train", name: "loss",
            points: [Point(key: .integer(Int64(epoch)), value: .number(loss))])
    }
}

/// How far a training is after an epoch; the last part is left for the prediction.
func percent(of epoch: Int, iterations: Int) -> Int { min(95, (epoch + 1) * 95 / iterations) }
