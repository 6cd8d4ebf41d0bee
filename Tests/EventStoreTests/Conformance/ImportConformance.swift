import EventStore
import Testing

/// What both logs promise about events of other sites.
@Suite struct ImportConformance {
    /// Events of the site that imports nothing here.
    private func events(_ count: Int, of site: String = "bank a") async throws -> [RecordedEvent] {
        let log = try await SegmentSample.log(count, site: site)
        return try log.events(after: .origin, limit: count)
    }

    @Test(arguments: LogKind.allCases) func importedEventsKeepTheirBytes(kind: LogKind) async throws
    {
        let foreign = try await events(30)
        try await withLog(kind) { log in
            try await log.append(3, to: "job-1")
            let receipt = try await log.append(imported: foreign)
            #expect(receipt == (newCount: 30, last: 33))
            let here = try log.events(after: Position(3), limit: 100)
            #expect(here.map(\.envelope) == foreign.map(\.envelope))
            #expect(here.map(\.payload) == foreign.map(\.payload))
            #expect(here.map(\.position.number) == Array(4...33))
            #expect(here.map(\.envelope.originPosition.number) == Array(1...30))
            for (event, original) in zip(here, foreign) {
                #expect(try log.leafHash(at: event.position) == original.envelope.leafHash)
                let place = try log.importedPlace(of: original.position, from: "bank a")
                #expect(place?.position == event.position)
            }
            #expect(try log.importedPlace(of: Position(31), from: "bank a") == nil)
            #expect(try log.importedPlace(of: Position(1), from: "site-a") == nil)
        }
    }

    @Test(arguments: LogKind.allCases) func streamsOfOthersAreNotOurs(kind: LogKind) async throws {
        let foreign = try await events(30)
        try await withLog(kind) { log in
            try await log.append(2, to: "engine-standalone")
            try await log.append(imported: foreign)
            let stream = Sample.stream("engine-standalone")
            #expect(try log.version(of: stream) == StreamVersion(2))
            #expect(try log.events(of: stream, after: .none, limit: 100).count == 2)
            #expect(try log.streams(withPrefix: "", after: nil, limit: 9).map(\.0) == [stream])
            try await log.append(1, to: "engine-standalone")
            #expect(try log.version(of: stream) == StreamVersion(3))
        }
    }

    @Test(arguments: LogKind.allCases) func twiceIsOnce(kind: LogKind) async throws {
        let foreign = try await events(30)
        try await withLog(kind) { log in
            try await log.append(imported: Array(foreign[5..<20]))
            let again = try await log.append(imported: foreign)
            #expect(again == (newCount: 15, last: 30))
            #expect(try await log.append(imported: foreign) == (newCount: 0, last: 30))
            #expect(try await log.append(imported: []) == (newCount: 0, last: 30))
            #expect(log.head == Position(30))
        }
    }

    @Test(arguments: LogKind.allCases) func anotherHistoryIsAFork(kind: LogKind) async throws {
        let foreign = try await events(30)
        let log = try await SegmentSample.log(30, seed: 77)
        let other = try log.events(after: .origin, limit: 30)
        try await withLog(kind) { log in
            try await log.append(imported: Array(foreign[..<10]))
            let fork = EventLogError.fork(site: "bank a", position: Position(10))
            let own = StreamAppend(
                stream: Sample.stream("peer-bank a"), expected: .any, events: Sample.events(0..<1))
            await #expect(throws: fork) {
                try await log.append(imported: Array(other[9...]), and: [own])
            }
            #expect(log.head == Position(10))
            await #expect(throws: EventLogError.fork(site: "bank a", position: Position(11))) {
                try await log.append(imported: [foreign[10], other[10]])
            }
        }
    }

    @Test(arguments: LogKind.allCases) func whatIsRecordedComesWithThem(kind: LogKind) async throws
    {
        let foreign = try await events(3)
        try await withLog(kind) { log in
            let stream = Sample.stream("peer-bank a")
            let note = { (version: UInt64) in
                StreamAppend(
                    stream: stream, expected: .exactly(StreamVersion(version)),
                    events: Sample.events(0..<1))
            }
            let receipt = try await log.append(imported: foreign, and: [note(0)])
            #expect(receipt == (newCount: 3, last: 4))
            #expect(try log.events(after: Position(3), limit: 1)[0].envelope.stream == stream)
            await #expect(throws: EventLogError.self) {
                try await log.append(imported: foreign, and: [note(0)])
            }
            #expect(log.head == Position(4))
        }
    }

    @Test(arguments: LogKind.allCases) func ownEventsMayComeBack(kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(5, to: "job-1")
            let own = try log.events(after: .origin, limit: 5)
            #expect(try await log.append(imported: own) == (newCount: 0, last: 5))
            let longer = try await events(6, of: log.site)
            await #expect(throws: EventLogError.fork(site: log.site, position: Position(1))) {
                try await log.append(imported: longer)
            }
            await #expect(throws: EventLogError.fork(site: log.site, position: Position(6))) {
                try await log.append(imported: [longer[5]])
            }
        }
    }

    @Test func importedEventsSurviveARestart() async throws {
        let foreign = try await events(300)
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        try await log.append(imported: foreign)
        let root = try log.treeRoot(at: 300)
        await log.close()
        let reopened = try LMDBEventLog(path: directory.path, site: "site-a")
        #expect(
            try reopened.events(after: .origin, limit: 999).map(\.envelope)
                == foreign.map(\.envelope))
        #expect(try await reopened.append(imported: foreign) == (newCount: 0, last: 300))
        #expect(try reopened.treeRoot(at: 300) == root)
        await reopened.close()
        let report = try LogVerifier(directory: directory.path).verify()
        #expect(report.isSound, "\(report.findings)")
        #expect(report.root == root)
    }
}

private func == (receipt: ImportReceipt, expected: (newCount: Int, last: UInt64)) -> Bool {
    receipt.newCount == expected.newCount && receipt.last.number == expected.last
}
