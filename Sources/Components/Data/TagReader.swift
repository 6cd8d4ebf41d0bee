import Domain
import Storage

/// Reads rows of tags, such as `x0:0.5;x7:1`: every tag becomes a column, a tag that a row lacks
/// is 0.
struct TagReader {
    private let delimiter: String
    private let valueDelimiter: String?
    private let type: NumberType
    private let idName: String
    private var ids: [String] = []
    private var rows: [[String: Double]] = []

    init(delimiter: String, valueDelimiter: String?, type: NumberType, idName: String) {
        self.delimiter = delimiter
        self.valueDelimiter = valueDelimiter
        self.type = type
        self.idName = idName
    }

    mutating func add(id: String, fields: [String]) throws(ComponentError) {
        var row: [String: Double] = [:]
        for field in fields where !field.isEmpty {
            let (tag, value) = try read(field, row: id)
            guard row.updateValue(value, forKey: tag) == nil else {
                throw ComponentError("Row \(id) has the tag \(tag) twice")
            }
        }
        ids.append(id)
        rows.append(row)
    }

    /// The instances; columns are `trained`, or else all tags in alphabetical order.
    func instances(trained: [String]?) -> Instances {
        let header = trained ?? Set(rows.flatMap(\.keys)).sorted()
        let values = rows.flatMap { row in header.map { row[$0] ?? 0 } }
        return Instances(
            schema: TableSchema(kind: .instances, idName: idName, header: header), ids: ids,
            features: Matrix(rows: ids.count, columns: header.count, values: values))
    }

    private func read(
        _ field: String, row: String
    ) throws(ComponentError) -> (tag: String, value: Double) {
        guard let valueDelimiter else { return (field, 1) }
        let parts = TableSchema(kind: .raw, idName: "", header: [], delimiter: valueDelimiter)
            .fields(of: Array(field.utf8))
        guard parts.count == 2, let value = type.number(parts[1].trimmed) else {
            throw ComponentError(
                "Row \(row): \"\(field.prefix(40))\" is not tag\(valueDelimiter)number")
        }
        return (parts[0], value)
    }
}
