import Domain

/// Rows as text, the way FATE's downloads show them.
enum TextRow {
    static func cells(
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, schema: TableSchema
    ) throws(StorageError) -> [String] {
        let id = try RowDecoder.text(key)
        switch schema.kind {
        case .keys: return [id]
        case .raw: return [id] + schema.fields(of: [UInt8](value))
        case .predictions: return cells(try PredictionRow.decode(value, id: id))
        case .instances:
            var features: [Double] = []
            let (label, matchID) = try InstanceRow.decode(
                value, columns: schema.header.count, features: &features)
            let before = [matchID, label.map(number)].compactMap { $0 }
            return [id] + before + features.map { "\($0)" }
        }
    }

    /// A number as people write it: whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func cells(_ prediction: Prediction) -> [String] {
        let detail = prediction.detail.map { "\"\($0.label)\": \($0.probability)" }
        return [
            prediction.id, number(prediction.label), number(prediction.predictedLabel),
            "\(prediction.score)", "{\(detail.joined(separator: ", "))}", prediction.type,
        ]
    }
}
