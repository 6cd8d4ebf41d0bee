import Domain
import Storage

/// What FATE-Board shows of a table: its columns with a few sample values each.
struct TableInfo {
    private static let rowsMax = 100
    private static let samplesMax = 5

    private let schema: TableSchema
    private let samples: [(column: String, values: [String])]

    /// Reads the first rows of a table.
    init(_ reader: TableReader) throws(StorageError) {
        schema = reader.content.schema
        let (header, rows) = try reader.textRows(limit: Self.rowsMax)
        samples = header.enumerated().dropFirst().map { place, column in
            (column, Self.distinct(rows.compactMap { place < $0.count ? $0[place] : nil }))
        }
    }

    /// The members of the metric `data_info`; table_info maps a column to its samples.
    func attributes(of table: InputTable) -> JSONObject {
        [
            "table_name": .string(table.name.name),
            "namespace": .string(table.name.namespace),
            "table_info": .object(
                JSONObject(
                    samples.map { ($0.column, .string($0.values.joined(separator: ","))) })),
            "anonymous_info": .object([:]),
            "attribute_info": .object(
                JSONObject(samples.map { ($0.column, .string(attribute(of: $0.column))) })),
            "count": .integer(Int64(table.content.count)),
            "partitions": .integer(Int64(table.content.partitions)),
            "storage_engine": "STANDALONE",
        ]
    }

    private func attribute(of column: String) -> String {
        switch column {
        case schema.labelName: "label"
        case schema.matchIDName: "match_id"
        default: "feature"
        }
    }

    private static func distinct(_ values: [String]) -> [String] {
        var found: [String] = []
        for value in values where found.count < samplesMax && !found.contains(value) {
            found.append(value)
        }
        return found
    }
}
