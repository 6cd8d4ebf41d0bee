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
        try RawLog.makeFormer(directory.path, leaves)

        let upgraded = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        #expect(upgraded.head.number == UInt64(count))
        #expect(try upgraded.treeRoot(at: size) == root)
        try await upgraded.append(20, to: "b")
        let grown = try upgraded.consistencyProof(from: size, to: size + 20)
        #expect(
            grown.verifyConsistency(from: root, to: try upgraded.treeRoot(at: size + 20)))
        await upgraded.close()
        try RawLog.change(directory.path) { log in
            let format = try log.value(of: Array("format".utf8), in: "facts")
            #expect(format == Array("clotho-log-2".utf8))
        }
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
        let again = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        #expect(again.treeSize == size + 20)
        await again.close()
    }
}

extension RawLog {
    /// Turns a log back into one of the format `clotho-log-1`: leaves in a table, no tiles.
    fileprivate static func makeFormer(_ path: String, _ leaves: [TreeHash]) throws {
        try change(path) { log in
            try log.drop("leaf-tiles")
            try log.drop("node-tiles")
            for (index, leaf) in leaves.enumerated() {
                try log.put(key(UInt64(index + 1)), leaf.bytes, in: "leaves")
            }
            try log.put(Array("format".utf8), Array("clotho-log-1".utf8), in: "facts")
        }
    }
}
