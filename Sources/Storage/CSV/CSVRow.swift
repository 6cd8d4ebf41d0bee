/// One row of a CSV file, as a table of kind `raw` keeps it.
public struct CSVRow: Sendable, Equatable {
    /// The id, UTF-8.
    public let key: [UInt8]
    /// The other fields as written, UTF-8, with the delimiter between them.
    public let value: [UInt8]
}
