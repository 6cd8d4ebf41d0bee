import EventStore
import Testing

/// What holds while many append at once.
@Suite struct ConcurrencyConformance {
    @Test(arguments: LogKind.allCases)
    func manyAppendersKeepTheirOrderAndLoseNothing(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let (writers, count) = (64, 20)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask { try await appendInOrder(count, to: writer, of: log) }
                }
                try await group.waitForAll()
            }
            let events = try log.events(after: .origin, limit: writers * count + 1)
            #expect(events.map(\.position.number) == Array(1...UInt64(writers * count)))
            for writer in 0..<writers {
                let stream = Sample.stream("stream-\(writer)")
                let own = try log.events(of: stream, after: .none, limit: count + 1)
                #expect(own.map(\.payload) == (0..<count).map { [UInt8(writer), UInt8($0)] })
                #expect(own.map(\.position) == own.map(\.position).sorted())
            }
        }
    }

    @Test(arguments: LogKind.allCases)
    func ofManyWhoExpectTheSameVersionOneWins(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let stream = Sample.stream("contended")
            let wins = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        let event = [Sample.event(number)]
                        return
                            (try? await log.append(
                                to: stream, expected: .exactly(.none), event)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
            #expect(log.head == Position(1))
        }
    }

    @Test(arguments: LogKind.allCases)
    func whoIsToldOfAnAppendReadsIt(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        let receipt = try await log.append(1, to: "stream-\(writer)")
                        #expect(log.head >= receipt.last)
                        let before = Position(receipt.first.number - 1)
                        let event = try log.events(after: before, limit: 1).first
                        #expect(event?.envelope.stream.text == "stream-\(writer)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}

private func appendInOrder(_ count: Int, to writer: Int, of log: any EventLog) async throws {
    let stream = Sample.stream("stream-\(writer)")
    for number in 0..<count {
        let event = Sample.event(
            writer * count + number, payload: [UInt8(writer), UInt8(number)])
        let expected = StreamVersion(UInt64(number))
        _ = try await log.append(to: stream, expected: .exactly(expected), [event])
    }
}
