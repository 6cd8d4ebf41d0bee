/// The value of a row of kind `instances`.
///
/// | field | bytes |
/// |---|---|
/// | what follows: 1 = label, 2 = match id, 3 = both | 1 |
/// | label, where there is one | 8, little-endian double |
/// | features, one per column of the header | 8 each, little-endian doubles |
/// | match id, where there is one | the rest, UTF-8 |
enum InstanceRow {
    private static let hasLabel: UInt8 = 1
    private static let hasMatchID: UInt8 = 2

    static func encode(
        label: Double?, features: ArraySlice<Double>, matchID: String?
    ) -> [UInt8] {
        var row = RowEncoder()
        row.append((label == nil ? 0 : hasLabel) | (matchID == nil ? 0 : hasMatchID))
        if let label { row.append(label) }
        row.append(features)
        if let matchID { row.append(lastText: matchID) }
        return row.bytes
    }

    /// Reads a row and appends its features to `features`.
    static func decode(
        _ value: UnsafeRawBufferPointer, columns: Int, features: inout [Double]
    ) throws(StorageError) -> (label: Double?, matchID: String?) {
        var row = RowDecoder(value)
        let flags = try row.byte()
        guard flags <= hasLabel | hasMatchID else {
            throw StorageError(.damaged, "A row of the table is not an instance")
        }
        let label = flags & hasLabel == 0 ? nil : try row.double()
        try row.doubles(columns, to: &features)
        if flags & hasMatchID != 0 { return (label, try row.remainingText()) }
        guard row.isAtEnd else {
            throw StorageError(.damaged, "A row of the table has more columns than its header")
        }
        return (label, nil)
    }
}
