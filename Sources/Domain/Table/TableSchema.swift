/// What the rows of a table mean.
public struct TableSchema: Hashable, Sendable {
    /// How the value of a row is written.
    public enum Kind: String, Sendable, CaseIterable {
        /// The rest of the CSV line, as uploaded.
        case raw
        /// Numeric instances: label, match id and features.
        case instances
        /// A model's predictions.
        case predictions
        /// Only keys.
        case keys
    }

    /// How the value of a row is written.
    public var kind: Kind
    /// The name of the id column (FATE's `sid`).
    public var idName: String
    /// The columns after the id, without label and match id for `instances`.
    public var header: [String]
    /// What separates the fields of a `raw` value.
    public var delimiter: String
    /// The label column, where there is one.
    public var labelName: String?
    /// The match id column, where rows carry one beside their own id.
    public var matchIDName: String?

    /// Makes a schema.
    public init(
        kind: Kind, idName: String, header: [String], delimiter: String = ",",
        labelName: String? = nil, matchIDName: String? = nil
    ) {
        self.kind = kind
        self.idName = idName
        self.header = header
        self.delimiter = delimiter
        self.labelName = labelName
        self.matchIDName = matchIDName
    }
}
