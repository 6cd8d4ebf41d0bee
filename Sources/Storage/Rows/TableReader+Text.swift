public import Domain

extension TableReader {
    /// The names of the columns that `textRows` gives, in FATE's order.
    ///
    /// Raw rows: the id and the columns of the file. Instances: id, match id, label, features.
    /// Predictions: id, label, predict_result, predict_score, predict_detail, type.
    public var textHeader: [String] { content.schema.textHeader }

    /// Rows as text cells, for a download or a preview, in key order.
    /// - Parameter limit: the most rows to give; all when `nil`.
    /// - Throws: `damaged` when a row does not match the schema.
    public func textRows(
        limit: Int? = nil
    ) throws(StorageError) -> (header: [String], rows: [[String]]) {
        var rows: [[String]] = []
        for row in try page(limit: limit ?? count) { rows.append(try textRow(row)) }
        return (textHeader, rows)
    }

    /// One row, as `page` gives it, as text cells.
    /// - Throws: `damaged` when the row does not match the schema.
    public func textRow(_ row: (key: [UInt8], value: [UInt8])) throws(StorageError) -> [String] {
        try row.key.withUnsafeBytes { key in
            row.value.withUnsafeBytes { value in
                Result { () throws(StorageError) in
                    try TextRow.cells(key: key, value: value, schema: content.schema)
                }
            }
        }.get()
    }
}

extension TableSchema {
    /// The names of all columns of a table with this schema, the id first, in FATE's order.
    public var textHeader: [String] {
        let id = idName.isEmpty ? "sid" : idName
        return switch kind {
        case .keys: [id]
        case .raw, .predictions: [id] + header
        case .instances:
            [id] + [matchIDName, labelName].compactMap { $0 } + header
        }
    }
}
