/// How the lines of a CSV file become rows (FATE-Flow 1.11 `components/upload.py`).
public struct CSVFormat: Sendable, Equatable {
    /// Where the id of a row comes from.
    public enum IDs: Sendable, Equatable {
        /// The first field of the line.
        case firstField
        /// FATE's `extend_sid`: `run` and the number of the row from 0; the whole line is value.
        case added(run: String)
        /// FATE's `auto_increasing_sid`: the number of the row from 0; the whole line is value.
        case rowNumber
    }

    /// Whether the first line names the columns.
    public var hasHeader: Bool
    /// What stands between two fields; not empty. Quotes have no meaning, as in FATE.
    public var delimiter: String
    /// Where the ids come from.
    public var ids: IDs
    /// Whether rows may differ in their number of fields, as those of sparse formats do.
    public var allowsRaggedRows: Bool

    /// Makes a format; the defaults are FATE's.
    public init(
        hasHeader: Bool = true, delimiter: String = ",", ids: IDs = .firstField,
        allowsRaggedRows: Bool = false
    ) {
        precondition(!delimiter.isEmpty, "A delimiter is not empty")
        self.hasHeader = hasHeader
        self.delimiter = delimiter
        self.ids = ids
        self.allowsRaggedRows = allowsRaggedRows
    }
}
