/// What the log knows about events of other sites: `origins` gives each site a number, `imports`
/// says where an event of a site stands here.
///
/// Streams of other sites have no entry among this site's own, so that names that both use never
/// meet; their events are found by origin.
struct ImportTables: ~Copyable {
    private let origins: LMDBCursor
    private let imports: LMDBCursor
    private var numbers: [String: UInt64] = [:]

    init(
        _ transaction: borrowing LMDBTransaction, _ tables: LogTables
    ) throws(EventLogError) {
        let origins = try transaction.cursor(tables.origins)
        let imports = try transaction.cursor(tables.imports)
        self.origins = origins
        self.imports = imports
    }

    /// Where an event of another site stands; `nil` when it was not imported.
    mutating func place(
        of origin: PreparedImports.Origin
    ) throws(EventLogError) -> ImportedPlace? {
        guard let number = try number(of: origin.site) else { return nil }
        return try Key.with(origin: number, origin.position) { (key) throws(EventLogError) in
            guard let entry = try imports.find(key) else { return nil }
            return try ImportedPlace(entry.value)
        }
    }

    /// Says where an event of another site stands; needs a write transaction.
    mutating func put(
        _ place: ImportedPlace, of origin: PreparedImports.Origin
    ) throws(EventLogError) {
        let known = try number(of: origin.site)
        let number = if let known { known } else { try newOrigin(origin.site) }
        try Key.with(origin: number, origin.position) { (key) throws(EventLogError) in
            let value = try imports.reserve(key, count: ImportedPlace.byteCount, isLast: false)
            place.store(in: value)
        }
    }

    private mutating func number(of site: String) throws(EventLogError) -> UInt64? {
        if let known = numbers[site] { return known }
        let number = try Key.with(site) { (key) throws(EventLogError) in
            try Self.number(try origins.find(key))
        }
        if let number { numbers[site] = number }
        return number
    }

    private static func number(_ entry: LMDBCursor.Entry?) throws(EventLogError) -> UInt64? {
        guard let entry else { return nil }
        guard entry.value.count == 8 else {
            throw .corrupt(position: .origin, what: "an entry of the table of origins")
        }
        return entry.value.bigEndian(at: 0, as: UInt64.self)
    }

    private mutating func newOrigin(_ site: String) throws(EventLogError) -> UInt64 {
        let number = UInt64(try origins.count()) + 1
        try Key.with(site) { (key) throws(EventLogError) in
            try origins.reserve(key, count: 8, isLast: false).storeBigEndian(number, at: 0)
        }
        numbers[site] = number
        return number
    }
}
