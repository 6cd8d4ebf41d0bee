import GRDB
import Glibc

extension ViewStore {
    /// A file beside the one of a store, to be filled with the rows that will replace the store's.
    ///
    /// What an interrupted build has left there is gone on with, unless its schema is another one
    /// or the machine was started anew since: nothing here waits for the disk, so what a power cut
    /// leaves may be half of a transaction.
    init(beside store: ViewStore) throws {
        guard let file = store.path else { preconditionFailure("A rebuild needs a file") }
        let path = Self.besidePath(file)
        let mark = Self.bootMark
        if !Self.canGoOn(path, mark) { Self.remove(path) }
        let queue = try DatabaseQueue(path: path, configuration: Self.growing)
        let pageSize = try store.database.read { try Int.fetchOne($0, sql: "PRAGMA page_size") }
        try queue.inDatabase { database in
            // Pages are copied as they are.
            if let pageSize { try database.execute(sql: "PRAGMA page_size = \(pageSize)") }
        }
        try queue.write { database in
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
            guard version != ViewTables.version else { return }
            try Self.makeTables(database)
            try database.execute(sql: "PRAGMA application_id = \(mark)")
        }
        self.init(database: queue, path: path)
    }

    /// Removes what an interrupted build has left beside the file of this store.
    func discardBeside() { path.map { Self.remove(Self.besidePath($0)) } }

    private static func besidePath(_ path: String) -> String { path + ".next" }

    private static func canGoOn(_ path: String, _ mark: Int32) -> Bool {
        guard access(path, F_OK) == 0 else { return true }
        let found = try? DatabaseQueue(path: path, configuration: growing).read { database in
            [
                try Int.fetchOne(database, sql: "PRAGMA user_version"),
                try Int.fetchOne(database, sql: "PRAGMA application_id"),
            ]
        }
        return found == [ViewTables.version, Int(mark)]
    }

    /// A build that is killed in the middle of a transaction goes on where that began; pages that
    /// are new to the file need not be kept for that, and most are.
    private static var growing: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = OFF; PRAGMA journal_mode = TRUNCATE;
                    PRAGMA cache_size = -\(cacheKiB)
                    """)
        }
        return configuration
    }

    /// Holds the pages that one transaction changes: those at the end of each table, mostly.
    private static let cacheKiB = 8_192

    /// Makes what was filled ready to take the place of the live file: with its indexes, and without
    /// the mark of a build that may be gone on with.
    func complete() throws {
        try database.write { database in
            try Self.makeIndexes(database)
            try database.execute(sql: "PRAGMA application_id = 0")
        }
    }

    /// Tells one start of the machine from another (proc(5): the first 32 bits of `boot_id`, which
    /// is random); never the same twice where there is no such file.
    static var bootMark: Int32 {
        let unknown = Int32.random(in: .min ... .max)
        guard let file = fopen("/proc/sys/kernel/random/boot_id", "r") else { return unknown }
        defer { fclose(file) }
        var digits = [UInt8](repeating: 0, count: 8)
        guard fread(&digits, 1, digits.count, file) == digits.count,
            let bits = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return unknown }
        return Int32(bitPattern: bits)
    }
}
