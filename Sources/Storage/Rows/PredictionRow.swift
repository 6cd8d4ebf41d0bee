/// The value of a row of kind `predictions`.
///
/// | field | bytes |
/// |---|---|
/// | label, predicted label, score | 8 each, little-endian doubles |
/// | type | 1 for the length, UTF-8 |
/// | details, until the end: label, probability | 1 for the length, UTF-8, little-endian double |
enum PredictionRow {
    static func encode(_ prediction: Prediction) -> [UInt8] {
        var row = RowEncoder()
        row.append(prediction.label)
        row.append(prediction.predictedLabel)
        row.append(prediction.score)
        row.append(shortText: prediction.type)
        for detail in prediction.detail {
            row.append(shortText: detail.label)
            row.append(detail.probability)
        }
        return row.bytes
    }

    static func decode(
        _ value: UnsafeRawBufferPointer, id: String
    ) throws(StorageError) -> Prediction {
        var row = RowDecoder(value)
        var prediction = Prediction(
            id: id, label: try row.double(), predictedLabel: try row.double(),
            score: try row.double(), detail: [], type: try row.shortText())
        while !row.isAtEnd {
            prediction.detail.append(
                Prediction.Detail(label: try row.shortText(), probability: try row.double()))
        }
        return prediction
    }
}
