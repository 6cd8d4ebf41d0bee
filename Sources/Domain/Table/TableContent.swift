/// The rows of a table as they lie at one site: where, how many, what they mean.
///
/// Content never changes: writing a table again makes new content.
public struct TableContent: Hashable, Sendable {
    /// The file below the site's table folder, such as `4f/4f2a….mdb`.
    public var file: String
    /// SHA-256 over all keys and values in key order, as 64 lower-case hex digits.
    public var digest: String
    /// The number of rows.
    public var count: Int
    /// The number of partitions asked for; a name of FATE's, one file holds them all.
    public var partitions: Int
    /// What the rows mean.
    public var schema: TableSchema

    /// Makes a description of content.
    public init(file: String, digest: String, count: Int, partitions: Int, schema: TableSchema) {
        self.file = file
        self.digest = digest
        self.count = count
        self.partitions = partitions
        self.schema = schema
    }
}
