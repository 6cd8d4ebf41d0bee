import Crypto
import GRDB

/// One hash over all rows: two stores with equal rows have the same.
enum ViewDigest {
    /// SHA-256 over every row's text in the order of tables and keys, in hex.
    static func of(_ database: Database) throws -> String {
        var hash = SHA256()
        for table in ViewTables.all {
            let rows = try table.cursor(database)
            while let row = try rows.next() {
                hash.update(data: Array("\(table.name) \(row)\n".utf8))
            }
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
