import EventStore
import Testing

/// A log of a former format is moved to the one of today when it is opened.
@Suite struct UpgradeTests {
    @Test(arguments: [0, 1, 300, 65_536, 66_000], [1, 2])
    func aFormerLogIsMoved(_ count: Int, _ format: Int) async throws {
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
        let events = try log.events(after: .origin, limit: 400)
        let ofStream = try log.events(of: Sample.stream("a"), after: .none, limit: .max)
        await log.close()
        try RawLog.makeFormer(directory.path, format, leaves, events)

        let upgraded = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        #expect(upgraded.head.number == UInt64(count))
        #expect(try upgraded.treeRoot(at: size) == root)
        #expect(try upgraded.events(after: .origin, limit: 400) == events)
        #expect(
            try upgraded.events(of: Sample.stream("a"), after: .none, limit: .max) == ofStream)
        try await upgraded.append(20, to: "b")
        let grown = try upgraded.consistencyProof(from: size, to: size + 20)
        #expect(
            grown.verifyConsistency(from: root, to: try upgraded.treeRoot(at: size + 20)))
        await upgraded.close()
        try RawLog.change(directory.path) { log in
            let format = try log.value(of: Array("format".utf8), in: "facts")
            #expect(format == Array("clotho-log-3".utf8))
        }
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
        let again = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        #expect(again.treeSize == size + 20)
        await again.close()
    }

    /// Streams of many lengths, and a move that breaks off between any two of them.
    @Test(arguments: 0..<5)
    func aMoveThatBrokeOffGoesOn(_ movedCount: Int) async throws {
        let directory = TemporaryDirectory()
        let names = ["a", "b", "c", "d"]
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        for round in 0..<64 {
            for (number, name) in names.enumerated() where round % (number + 1) == 0 {
                try await log.append(1, to: name)
            }
        }
        let streams = try names.map {
            try log.events(of: Sample.stream($0), after: .none, limit: .max)
        }
        await log.close()
        try RawLog.change(directory.path) { raw in
            for (number, events) in zip((1 as UInt64)..., streams) {
                for (version, event) in zip((1 as UInt64)..., events) {
                    let position = RawLog.key(event.position.number)
                    try raw.put(RawLog.key(number, version), position, in: "index")
                }
                guard number > movedCount else { continue }
                let entry = RawLog.key(number, UInt64(events.count))
                try raw.put(Array(names[Int(number) - 1].utf8), entry, in: "streams")
            }
            let format = movedCount == 0 ? "clotho-log-2" : "clotho-log-3-moving"
            try raw.put(Array("format".utf8), Array(format.utf8), in: "facts")
            guard movedCount > 0 else { return }
            try raw.put(Array("moved".utf8), Array(names[movedCount - 1].utf8), in: "facts")
        }
        #expect(throws: EventLogError.self) { try LMDBLogReader(path: directory.path) }
        let moved = try LMDBEventLog(path: directory.path, site: "site-a")
        for (name, events) in zip(names, streams) {
            #expect(try moved.events(of: Sample.stream(name), after: .none, limit: .max) == events)
        }
        await moved.close()
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
    }
}

extension RawLog {
    /// Turns a log of one stream back into one of the format `clotho-log-2`, without rows in its
    /// index, or of `clotho-log-1`, which has no tiles either but a table of leaves.
    ///
    /// - Parameter events: The first events, which are stored complete, as they were.
    fileprivate static func makeFormer(
        _ path: String, _ format: Int, _ leaves: [TreeHash], _ events: [RecordedEvent]
    ) throws {
        try change(path) { log in
            try log.drop("index-rows")
            if !leaves.isEmpty {
                try log.put(Array("a".utf8), key(1, UInt64(leaves.count)), in: "streams")
            }
            for number in 1...UInt64(max(1, leaves.count)) where !leaves.isEmpty {
                try log.put(key(1, number), key(number), in: "index")
            }
            for event in events {
                let record = [0] + event.envelope.encoded + event.salt.bytes + event.payload
                try log.put(key(event.position.number), record, in: "events")
            }
            try log.put(Array("format".utf8), Array("clotho-log-\(format)".utf8), in: "facts")
            guard format == 1 else { return }
            try log.drop("leaf-tiles")
            try log.drop("node-tiles")
            for (index, leaf) in leaves.enumerated() {
                try log.put(key(UInt64(index + 1)), leaf.bytes, in: "leaves")
            }
        }
    }
}
