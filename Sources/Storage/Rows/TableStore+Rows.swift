public import Domain

extension TableStore {
    /// Reads all instances, in byte order of their ids.
    /// - Throws: `wrongKind` when the table holds other rows; `notFound`, `damaged`.
    public func instances(_ content: TableContent) throws(StorageError) -> Instances {
        let schema = content.schema
        let reader = try open(content, as: .instances)
        var builder = InstancesBuilder(schema: schema, rows: content.count)
        try reader.scan { key, value throws(StorageError) in
            try builder.add(key: key, value: value)
        }
        return try builder.finish()
    }

    /// Writes instances as new content.
    /// - Throws: `badKey` for an id that is empty, over 511 bytes or there twice; `inputOutput`.
    public func write(
        _ instances: Instances, partitions: Int
    ) throws(StorageError) -> TableContent {
        let writer = try writer(schema: instances.schema, partitions: partitions)
        for (row, id) in instances.ids.enumerated() {
            let value = InstanceRow.encode(
                label: instances.labels?[row], features: instances.features.row(row),
                matchID: instances.matchIDs?[row])
            try writer.put(Array(id.utf8), value)
        }
        return try writer.finish()
    }

    /// Reads all predictions, in byte order of their ids.
    /// - Throws: `wrongKind` when the table holds other rows; `notFound`, `damaged`.
    public func predictions(_ content: TableContent) throws(StorageError) -> [Prediction] {
        let reader = try open(content, as: .predictions)
        var predictions: [Prediction] = []
        predictions.reserveCapacity(content.count)
        try reader.scan { key, value throws(StorageError) in
            predictions.append(try PredictionRow.decode(value, id: try RowDecoder.text(key)))
        }
        return predictions
    }

    /// Writes predictions as new content; its header is FATE's (`Prediction.header`).
    /// - Throws: `badKey` for an id that is empty, over 511 bytes or there twice; `inputOutput`.
    public func write(
        _ predictions: [Prediction], partitions: Int
    ) throws(StorageError) -> TableContent {
        let schema = TableSchema(kind: .predictions, idName: "id", header: Prediction.header)
        let writer = try writer(schema: schema, partitions: partitions)
        for prediction in predictions {
            try writer.put(Array(prediction.id.utf8), PredictionRow.encode(prediction))
        }
        return try writer.finish()
    }

    private func open(
        _ content: TableContent, as kind: TableSchema.Kind
    ) throws(StorageError) -> TableReader {
        guard content.schema.kind == kind else {
            throw StorageError(
                .wrongKind,
                "The table holds \(content.schema.kind.rawValue) rows, not \(kind.rawValue)")
        }
        return try open(content)
    }
}
