public import Domain

/// The rows of a table of kind `instances`, in memory, in byte order of their ids.
///
/// Row `i` has the id `ids[i]`, the features `features.row(i)`, the label `labels[i]` and the
/// match id `matchIDs[i]`. After an intersection the parties hold the same ids in the same order.
public struct Instances: Sendable, Equatable {
    /// What the columns mean; its kind is `instances`, its header names the features.
    public var schema: TableSchema
    /// The ids of the rows, ascending by their UTF-8 bytes, each once.
    public var ids: [String]
    /// One row per id, one column per name of `schema.header`.
    public var features: Matrix
    /// One label per row, where the table has labels.
    public var labels: [Double]?
    /// One match id per row, where rows carry one beside their own id; they may repeat.
    public var matchIDs: [String]?

    /// Makes instances; all parts have one entry per id and `ids` ascend by their UTF-8 bytes.
    public init(
        schema: TableSchema, ids: [String], features: Matrix, labels: [Double]? = nil,
        matchIDs: [String]? = nil
    ) {
        precondition(schema.kind == .instances, "Instances have a schema of kind instances")
        precondition(features.rows == ids.count, "Each row has one id")
        precondition(features.columns == schema.header.count, "Each column has one name")
        precondition(labels.map { $0.count == ids.count } ?? true, "Each row has one label")
        precondition(matchIDs.map { $0.count == ids.count } ?? true, "Each row has one match id")
        self.schema = schema
        self.ids = ids
        self.features = features
        self.labels = labels
        self.matchIDs = matchIDs
    }

    /// The number of rows.
    public var count: Int { ids.count }
}
