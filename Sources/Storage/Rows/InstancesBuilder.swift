import Domain

/// Gathers the rows of a table into `Instances`.
struct InstancesBuilder {
    private let schema: TableSchema
    private var ids: [String] = []
    private var values: [Double] = []
    private var labels: [Double] = []
    private var matchIDs: [String] = []

    init(schema: TableSchema, rows: Int) {
        self.schema = schema
        ids.reserveCapacity(rows)
        values.reserveCapacity(rows * schema.header.count)
    }

    mutating func add(
        key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) throws(StorageError) {
        let (label, matchID) = try InstanceRow.decode(
            value, columns: schema.header.count, features: &values)
        ids.append(try RowDecoder.text(key))
        if let label { labels.append(label) }
        if let matchID { matchIDs.append(matchID) }
    }

    func finish() throws(StorageError) -> Instances {
        guard labels.isEmpty || labels.count == ids.count,
            matchIDs.isEmpty || matchIDs.count == ids.count
        else {
            throw StorageError(.damaged, "Only some rows of the table have a label or match id")
        }
        let hasLabels = ids.isEmpty ? schema.labelName != nil : !labels.isEmpty
        let hasMatchIDs = ids.isEmpty ? schema.matchIDName != nil : !matchIDs.isEmpty
        return Instances(
            schema: schema, ids: ids,
            features: Matrix(rows: ids.count, columns: schema.header.count, values: values),
            labels: hasLabels ? labels : nil, matchIDs: hasMatchIDs ? matchIDs : nil)
    }
}
