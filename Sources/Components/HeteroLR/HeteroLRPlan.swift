import Crypto
import Domain
import Storage

/// What the guest announces before anything is computed.
///
/// | bytes | field |
/// |---|---|
/// | 1 | 1 train, 2 predict |
/// | 4 | rows to train on or to predict |
/// | 4 | rows to validate on, 0 without validation data |
/// | 4 | batches in an epoch |
/// | 1 | whether rows are shuffled for each epoch |
/// | 8 | seed of the shuffle |
/// | 32 | SHA-256 of the ids, each followed by a zero byte |
/// | 32 | the same of the validation ids |
///
/// The arbiter gets zeros for seed and digests: it needs to know only how much will come.
struct HeteroLRPlan: Equatable, Sendable {
    enum Mode: UInt8, Sendable {
        case train = 1
        case predict = 2
    }

    var mode: Mode
    var rows: Int
    var validationRows: Int
    var batchCount: Int
    var shuffles: Bool
    var seed: UInt64
    var idDigest: [UInt8]
    var validationDigest: [UInt8]

    static let byteCount = 86

    private init(
        mode: Mode, rows: Int, validationRows: Int, batchCount: Int, shuffles: Bool, seed: UInt64,
        idDigest: [UInt8], validationDigest: [UInt8]
    ) {
        self.mode = mode
        self.rows = rows
        self.validationRows = validationRows
        self.batchCount = batchCount
        self.shuffles = shuffles
        self.seed = seed
        self.idDigest = idDigest
        self.validationDigest = validationDigest
    }

    /// The plan of a training.
    init(train: Instances, validation: Instances?, _ parameters: HeteroLRParameters) {
        let size = parameters.batchSize == -1 ? train.count : min(parameters.batchSize, train.count)
        self.init(
            mode: .train, rows: train.count, validationRows: validation?.count ?? 0,
            batchCount: (train.count + size - 1) / size, shuffles: parameters.shuffles,
            seed: parameters.initialization.shuffleSeed, idDigest: Self.digest(train.ids),
            validationDigest: validation.map { Self.digest($0.ids) }
                ?? [UInt8](repeating: 0, count: 32))
    }

    /// The plan of a prediction.
    init(predicting test: Instances) {
        self.init(
            mode: .predict, rows: test.count, validationRows: 0, batchCount: 1, shuffles: false,
            seed: 0, idDigest: Self.digest(test.ids),
            validationDigest: [UInt8](repeating: 0, count: 32))
    }

    /// The plan as the arbiter may see it.
    var withoutRows: HeteroLRPlan {
        var plan = self
        plan.seed = 0
        plan.idDigest = [UInt8](repeating: 0, count: 32)
        plan.validationDigest = plan.idDigest
        return plan
    }

    /// The rows of each batch of an epoch. Batches are as even as can be, so that no small one
    /// is left over: a batch of few rows would tell too much about each of them.
    func batches(epoch: Int) -> [[Int]] {
        var order = Array(0..<rows)
        if shuffles, batchCount > 1 {
            var generator = SplitMix64(seed: seed &+ UInt64(epoch))
            // Written out (R. A. Fisher, F. Yates, 1938), as all parties must shuffle alike.
            for place in stride(from: rows - 1, to: 0, by: -1) {
                let other = generator.next().multipliedFullWidth(by: UInt64(place + 1)).high
                order.swapAt(place, Int(other))
            }
        }
        return (0..<batchCount).map {
            Array(order[rows * $0 / batchCount..<rows * ($0 + 1) / batchCount])
        }
    }

    /// The digest that tells whether two parties hold the same rows.
    static func digest(_ ids: [String]) -> [UInt8] {
        var hash = SHA256()
        for id in ids { hash.update(data: Array(id.utf8) + [0]) }
        return Array(hash.finalize())
    }
}

extension HeteroLRPlan {
    var bytes: [UInt8] {
        [mode.rawValue] + Self.bigEndian(UInt32(rows)) + Self.bigEndian(UInt32(validationRows))
            + Self.bigEndian(UInt32(batchCount)) + [shuffles ? 1 : 0] + Self.bigEndian(seed)
            + idDigest + validationDigest
    }

    init(bytes: [UInt8]) throws(ComponentError) {
        guard bytes.count == Self.byteCount, let mode = Mode(rawValue: bytes[0]) else {
            throw ComponentError("The guest's plan could not be read")
        }
        func number(_ range: Range<Int>) -> UInt64 {
            bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(
            mode: mode, rows: Int(number(1..<5)), validationRows: Int(number(5..<9)),
            batchCount: Int(number(9..<13)), shuffles: bytes[13] != 0, seed: number(14..<22),
            idDigest: Array(bytes[22..<54]), validationDigest: Array(bytes[54..<86]))
        guard rows > 0, batchCount > 0, batchCount <= rows else {
            throw ComponentError("The guest plans \(batchCount) batches of \(rows) rows")
        }
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
