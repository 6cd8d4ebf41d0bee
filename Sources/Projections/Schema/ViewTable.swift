/// One SQL table of the read side.
public struct ViewTable: Sendable {
    /// What a column holds, and how it looks as JSON.
    public enum Kind: Sendable {
        case text
        case integer
        case boolean
        /// JSON text.
        case json
        /// Unix milliseconds; reads add a `…_date` twin in local time.
        case time

        var sqlType: String {
            switch self {
            case .text, .json: "TEXT"
            case .integer, .boolean, .time: "INTEGER"
            }
        }
    }

    /// A column.
    public struct Column: Sendable {
        /// The name, FATE's where FATE has the column.
        public let name: String
        /// What it holds.
        public let kind: Kind
    }

    /// The name, FATE's where FATE has the table.
    public let name: String
    /// The columns in order.
    public let columns: [Column]
    /// The columns of the primary key.
    public let key: [String]
    /// Groups of columns that are searched together.
    public let indexes: [[String]]

    /// The site that the rows come from, when they were imported; empty for this site's own.
    static let origin = Column(name: "f_origin_site", kind: .text)

    /// Whether the table shows what other sites recorded too, apart from this site's own.
    var showsImports: Bool { key.contains(Self.origin.name) }

    /// - Parameter showsImports: Adds the column of the origin, and to the key too.
    init(
        _ name: String, key: [String], indexes: [[String]] = [], showsImports: Bool = true,
        _ columns: KeyValuePairs<String, Kind>
    ) {
        self.name = name
        self.key = key + (showsImports ? [Self.origin.name] : [])
        self.indexes = indexes
        self.columns =
            columns.map { Column(name: $0.key, kind: $0.value) }
            + (showsImports ? [Self.origin] : [])
    }

    /// The statements that make the table, in the main database whatever is attached to it.
    var creation: String {
        let definitions = columns.map { "\($0.name) \($0.kind.sqlType)" }.joined(separator: ", ")
        let table =
            "CREATE TABLE main.\(name) (\(definitions), PRIMARY KEY (\(key.joined(separator: ", ")))"
            + ") WITHOUT ROWID;"
        let indexes = indexes.enumerated().map { number, columns in
            "CREATE INDEX main.\(name)_\(number) ON \(name) (\(columns.joined(separator: ", ")));"
        }
        return ([table] + indexes).joined(separator: "\n")
    }
}
