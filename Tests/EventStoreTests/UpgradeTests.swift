import CLMDB
import EventStore
import Testing

/// A log that was written before there were tiles is given its tree when it is opened.
@Suite struct UpgradeTests {
    @Test(arguments: [0, 1, 300, 65_536, 66_000])
    func aFormerLogGetsItsTree(_ count: Int) async throws {
        let directory = TemporaryDirectory()
        let options = EventLogOptions(durability: .none)
        let log = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        var left = count
        while left > 0 {
            try await log.append(min(left, 4_000), to: "a")
            left -= min(left, 4_000)
        }
        let (size, root) = (log.treeSize, try log.treeRoot(at: log.treeSize))
        let leaves = try log.treeHashes(level: 0, 0..<size)
        await log.close()
        try FormerLog.make(of: directory.path, leaves)

        let upgraded = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        #expect(upgraded.head.number == UInt64(count))
        #expect(try upgraded.treeRoot(at: size) == root)
        try await upgraded.append(20, to: "b")
        let grown = try upgraded.consistencyProof(from: size, to: size + 20)
        #expect(
            grown.verifyConsistency(from: root, to: try upgraded.treeRoot(at: size + 20)))
        await upgraded.close()
        #expect(try FormerLog.format(of: directory.path) == "clotho-log-2")
        let again = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        #expect(again.treeSize == size + 20)
        await again.close()
    }
}

/// Turns a log back into one of the format `clotho-log-1`: the leaves in a table, no tiles.
private enum FormerLog {
    private struct Failure: Error { let code: Int32 }

    static func make(of path: String, _ leaves: [TreeHash]) throws {
        try change(path) { transaction in
            for name in ["leaf-tiles", "node-tiles"] {
                try check(mdb_drop(transaction, try table(name, transaction), 1))
            }
            let old = try table("leaves", transaction, UInt32(MDB_CREATE))
            for (index, leaf) in leaves.enumerated() {
                let key = withUnsafeBytes(of: UInt64(index + 1).bigEndian) { Array($0) }
                try put(key, leaf.bytes, old, transaction)
            }
            let facts = try table("facts", transaction)
            try put(Array("format".utf8), Array("clotho-log-1".utf8), facts, transaction)
        }
    }

    static func format(of path: String) throws -> String {
        var text = ""
        try change(path) { transaction in
            var name = Array("format".utf8)
            var value = MDB_val()
            let count = name.count
            try name.withUnsafeMutableBytes { bytes in
                var key = MDB_val(mv_size: count, mv_data: bytes.baseAddress)
                try check(mdb_get(transaction, try table("facts", transaction), &key, &value))
            }
            text = String(
                decoding: UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size),
                as: UTF8.self)
        }
        return text
    }

    private static func change(_ path: String, _ body: (OpaquePointer) throws -> Void) throws {
        var environment: OpaquePointer?
        try check(mdb_env_create(&environment))
        defer { mdb_env_close(environment) }
        try check(mdb_env_set_maxdbs(environment, 32))
        try check(mdb_env_set_mapsize(environment, 1 << 30))
        try check(mdb_env_open(environment, path, UInt32(MDB_NOSYNC), 0o640))
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        try body(transaction!)
        try check(mdb_txn_commit(transaction))
    }

    private static func table(
        _ name: String, _ transaction: OpaquePointer, _ flags: UInt32 = 0
    ) throws -> MDB_dbi {
        var table = MDB_dbi()
        try check(mdb_dbi_open(transaction, name, flags, &table))
        return table
    }

    private static func put(
        _ key: [UInt8], _ value: [UInt8], _ table: MDB_dbi, _ transaction: OpaquePointer
    ) throws {
        var (key, value) = (key, value)
        let (keyCount, valueCount) = (key.count, value.count)
        try key.withUnsafeMutableBytes { key in
            try value.withUnsafeMutableBytes { value in
                var key = MDB_val(mv_size: keyCount, mv_data: key.baseAddress)
                var value = MDB_val(mv_size: valueCount, mv_data: value.baseAddress)
                try check(mdb_put(transaction, table, &key, &value, 0))
            }
        }
    }

    private static func check(_ code: Int32) throws {
        if code != MDB_SUCCESS { throw Failure(code: code) }
    }
}
