import EventStore
import Testing

/// What appending promises, whatever the log.
@Suite struct AppendConformance {
    @Test(arguments: LogKind.allCases)
    func positionsStartAtOneAndHaveNoGaps(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            #expect(log.head == .origin)
            let first = try await log.append(3, to: "a")
            let second = try await log.append(2, to: "b")
            #expect(first.positions == Position(1)...Position(3))
            #expect(second.positions == Position(4)...Position(5))
            #expect(log.head == Position(5))
            let events = try log.events(after: .origin, limit: 100)
            #expect(events.map(\.position.number) == [1, 2, 3, 4, 5])
            #expect(events.map(\.envelope.originPosition.number) == [1, 2, 3, 4, 5])
            #expect(events.map(\.envelope.streamVersion.number) == [1, 2, 3, 1, 2])
        }
    }

    @Test(arguments: LogKind.allCases)
    func whatWasAppendedIsRead(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let new = Sample.event(7, payload: [1, 2, 3])
            let stream = Sample.stream("job-1")
            _ = try await log.append(to: stream, expected: .exactly(.none), [new])
            let event = try #require(try log.events(after: .origin, limit: 1).first)
            let wanted = try EventEnvelope(
                of: new, originSite: "site-a", originPosition: Position(1), stream: stream,
                streamVersion: StreamVersion(1))
            #expect(event.envelope == wanted)
            #expect(event.payload == [1, 2, 3])
            #expect(event.salt == new.salt)
            #expect(event.hasPayload)
            #expect(event.matchesCommitment)
            #expect(try log.leafHash(at: Position(1)) == wanted.leafHash)
            #expect(try log.headHash() == wanted.leafHash)
        }
    }

    @Test(arguments: LogKind.allCases)
    func aWrongExpectationIsAConflict(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let stream = Sample.stream("a")
            try await log.append(2, to: "a")
            for wrong in [StreamVersion.none, StreamVersion(1), StreamVersion(3)] {
                let conflict = EventLogError.versionConflict(
                    stream: stream, expected: wrong, actual: StreamVersion(2))
                await #expect(throws: conflict) {
                    try await log.append(to: stream, expected: .exactly(wrong), [Sample.event(9)])
                }
            }
            let expected = ExpectedVersion.exactly(StreamVersion(2))
            let receipt = try await log.append(to: stream, expected: expected, [Sample.event(9)])
            #expect(receipt.versions == [stream: StreamVersion(3)])
        }
    }

    @Test(arguments: LogKind.allCases)
    func severalStreamsMoveTogether(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let (job, engine) = (Sample.stream("job-1"), Sample.stream("engine-x"))
            let receipt = try await log.append([
                StreamAppend(
                    stream: job, expected: .exactly(.none), events: Sample.events(0..<2)),
                StreamAppend(stream: engine, expected: .any, events: [Sample.event(2)]),
            ])
            #expect(receipt.positions == Position(1)...Position(3))
            #expect(receipt.versions == [job: StreamVersion(2), engine: StreamVersion(1)])
        }
    }

    @Test(arguments: LogKind.allCases)
    func aStreamMayComeAgainInAnAppend(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let (job, party) = (Sample.stream("job-1"), Sample.stream("party-1"))
            try await log.append(1, to: "job-1")
            let receipt = try await log.append([
                StreamAppend(
                    stream: job, expected: .exactly(StreamVersion(1)),
                    events: Sample.events(1..<3)),
                StreamAppend(stream: party, expected: .exactly(.none), events: [Sample.event(3)]),
                StreamAppend(
                    stream: job, expected: .exactly(StreamVersion(3)), events: [Sample.event(4)]),
                StreamAppend(stream: party, expected: .any, events: [Sample.event(5)]),
            ])
            #expect(receipt.positions == Position(2)...Position(6))
            #expect(receipt.versions == [job: StreamVersion(4), party: StreamVersion(2)])
            let events = try log.events(after: .origin, limit: 100)
            #expect(
                events.map(\.envelope.stream.text)
                    == ["job-1", "job-1", "job-1", "party-1", "job-1", "party-1"])
            #expect(events.map(\.envelope.streamVersion.number) == [1, 2, 3, 1, 4, 2])
            #expect(
                try log.events(of: job, after: .none, limit: 100).map(\.position.number)
                    == [1, 2, 3, 5])
            for event in events {
                #expect(try log.leafHash(at: event.position) == event.envelope.leafHash)
            }
        }
    }

    @Test(arguments: LogKind.allCases)
    func aStreamThatComesAgainIsCheckedBehindItsEarlierPart(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let stream = Sample.stream("a")
            let conflict = EventLogError.versionConflict(
                stream: stream, expected: .none, actual: StreamVersion(1))
            await #expect(throws: conflict) {
                try await log.append(
                    (0..<2).map {
                        StreamAppend(
                            stream: stream, expected: .exactly(.none), events: [Sample.event($0)])
                    })
            }
            #expect(log.head == .origin)
        }
    }

    @Test(arguments: LogKind.allCases)
    func aConflictInOneStreamLeavesNothing(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let (job, engine) = (Sample.stream("job-1"), Sample.stream("engine-x"))
            try await log.append(1, to: "engine-x")
            await #expect(throws: EventLogError.self) {
                try await log.append([
                    StreamAppend(stream: job, expected: .any, events: Sample.events(0..<2)),
                    StreamAppend(
                        stream: engine, expected: .exactly(.none), events: [Sample.event(2)]),
                ])
            }
            #expect(log.head == Position(1))
            #expect(try log.version(of: job) == .none)
            #expect(try log.streams(withPrefix: "", after: nil, limit: 9).count == 1)
            let next = try await log.append(1, to: "job-1")
            #expect(next.first == Position(2))
        }
    }

    @Test(arguments: LogKind.allCases)
    func aPartWithoutEventsOnlyChecks(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let (job, engine) = (Sample.stream("job-1"), Sample.stream("engine-x"))
            let check = StreamAppend(stream: engine, expected: .exactly(.none), events: [])
            let work = StreamAppend(stream: job, expected: .any, events: [Sample.event(0)])
            let receipt = try await log.append([check, work])
            #expect(receipt.versions == [job: StreamVersion(1), engine: .none])
            #expect(try log.streams(withPrefix: "", after: nil, limit: 9).map(\.0) == [job])
            try await log.append(1, to: "engine-x")
            await #expect(throws: EventLogError.self) { try await log.append([check, work]) }
        }
    }

    @Test(arguments: LogKind.allCases)
    func aClosedLogRefuses(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(1, to: "a")
            await log.close()
            await #expect(throws: EventLogError.closed) { try await log.append(1, to: "a") }
            #expect(throws: EventLogError.closed) { try log.events(after: .origin, limit: 1) }
            #expect(throws: EventLogError.closed) { try log.version(of: Sample.stream("a")) }
        }
    }
}
