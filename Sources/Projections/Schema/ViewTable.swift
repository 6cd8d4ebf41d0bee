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
    /// The statement that inserts or replaces a row; its arguments are all columns in order.
    let insertion: String
    /// How columns are read that show more than their rows hold.
    let readings: [String: ColumnReading]
    /// The places of the key's columns among all.
    let keyPlaces: [Int]
    private let places: [String: Int]

    /// The site that the rows come from, when they were imported; empty for this site's own.
    static let origin = Column(name: "f_origin_site", kind: .text)

    /// Whether the table shows what other sites recorded too, apart from this site's own.
    var showsImports: Bool { key.contains(Self.origin.name) }

    /// - Parameter showsImports: Adds the column of the origin, and to the key too.
    init(
        _ name: String, key: [String], indexes: [[String]] = [], showsImports: Bool = true,
        readings: [String: ColumnReading] = [:], _ columns: KeyValuePairs<String, Kind>
    ) {
        self.name = name
        self.key = key + (showsImports ? [Self.origin.name] : [])
        self.indexes = indexes
        self.readings = readings
        self.columns =
            columns.map { Column(name: $0.key, kind: $0.value) }
            + (showsImports ? [Self.origin] : [])
        let names = self.columns.map(\.name)
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        insertion =
            "INSERT OR REPLACE INTO \(name) (\(names.joined(separator: ", "))) VALUES (\(marks))"
        places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        keyPlaces = self.key.compactMap { names.firstIndex(of: $0) }
    }

    /// All columns as they are read.
    var readColumns: String {
        columns.map { readings[$0.name]?.selection ?? $0.name }.joined(separator: ", ")
    }

    /// The place of a column among all.
    func place(of column: String) -> Int {
        guard let place = places[column] else {
            preconditionFailure("\(name) has no column \(column)")
        }
        return place
    }

    /// A row with these values and `NULL` in all other columns.
    func cells(_ values: KeyValuePairs<String, Cell>) -> [Cell] {
        var cells = [Cell](repeating: .null, count: columns.count)
        eachPlace(of: values) { place, cell in cells[place] = cell }
        return cells
    }

    /// Calls for every value with the place of its column.
    func eachPlace(
        of values: KeyValuePairs<String, Cell>, _ body: (_ place: Int, _ cell: Cell) -> Void
    ) {
        var next = 0
        for (column, cell) in values {
            // Values are mostly named in the order of the columns.
            let place = columns[next].name == column ? next : place(of: column)
            body(place, cell)
            next = (place + 1) % columns.count
        }
    }

    /// The query for all columns of the rows whose keys begin with some values.
    func selection(byKeyColumns count: Int) -> String {
        let condition = key.prefix(count).map { "\($0) = ?" }.joined(separator: " AND ")
        let names = columns.map(\.name).joined(separator: ", ")
        return "SELECT \(names) FROM \(name) WHERE \(condition)"
    }

    /// The statement that makes the table, without its indexes.
    var creation: String {
        let definitions = columns.map { "\($0.name) \($0.kind.sqlType)" }.joined(separator: ", ")
        return
            "CREATE TABLE main.\(name) (\(definitions), PRIMARY KEY (\(key.joined(separator: ", ")))"
            + ") WITHOUT ROWID"
    }

    /// The statements that make the table's indexes where they are missing.
    var indexCreation: String {
        indexes.enumerated().map { number, columns in
            "CREATE INDEX IF NOT EXISTS main.\(name)_\(number) "
                + "ON \(name) (\(columns.joined(separator: ", ")));"
        }
        .joined(separator: "\n")
    }
}
