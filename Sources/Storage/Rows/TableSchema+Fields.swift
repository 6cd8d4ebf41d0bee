public import Domain

extension TableSchema {
    /// The fields of the value of a raw row; an empty value has none.
    /// - Parameter delimiter: what separates them, where it is not the table's own.
    public func fields(of value: [UInt8], delimiter: String? = nil) -> [String] {
        value.isEmpty ? [] : CSVLineParser(delimiter: delimiter ?? self.delimiter).fields(value)
    }
}
