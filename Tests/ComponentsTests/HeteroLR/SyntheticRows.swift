import Domain
import Storage

@testable import Components

/// Rows whose label depends on columns of all parties.
enum SyntheticRows {
    /// One table for each entry of `columns`; the first one, the guest's, has the labels.
    static func make(rows: Int, columns: [Int], seed: UInt64) -> [Instances] {
        var generator = SplitMix64(seed: seed)
        let ids = (0..<rows).map { "id\(1_000_000 + $0)" }
        var parts = columns.map { _ in [Double]() }
        var labels: [Double] = []
        for _ in 0..<rows {
            var score = 0.3
            for (part, count) in columns.enumerated() {
                for column in 0..<count {
                    let value = generator.nextNormal()
                    parts[part].append(value)
                    score += value * (column % 2 == 0 ? 1.5 : -1) / Double(part + 1)
                }
            }
            let chance = Double.random(in: 0..<1, using: &generator)
            labels.append(chance < sigmoid(score) ? 1 : 0)
        }
        return columns.indices.map { part in
            let names = (0..<columns[part]).map { "p\(part)x\($0)" }
            return Instances(
                schema: TableSchema(
                    kind: .instances, idName: "id", header: names,
                    labelName: part == 0 ? "y" : nil),
                ids: ids,
                features: Matrix(rows: rows, columns: columns[part], values: parts[part]),
                labels: part == 0 ? labels : nil)
        }
    }
}
