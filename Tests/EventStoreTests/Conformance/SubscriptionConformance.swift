import EventStore
import Testing

/// What subscribing promises, whatever the log.
@Suite struct SubscriptionConformance {
    @Test(arguments: LogKind.allCases)
    func itCatchesUpThenFollows(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(600, to: "a")
            var events = log.subscribe(after: Position(100)).makeAsyncIterator()
            var seen: [UInt64] = []
            while seen.count < 500 {
                let batch = try #require(try await events.next())
                #expect((1...EventSubscription.batchSizeMax).contains(batch.count))
                seen += batch.map(\.position.number)
            }
            try await log.append(2, to: "b")
            seen += try #require(try await events.next()).map(\.position.number)
            #expect(seen == Array(101...602))
        }
    }

    @Test(arguments: LogKind.allCases)
    func severalSeeTheSameWhileOthersAppend(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let readers = (0..<4).map { _ in
                Task { try await positions(of: log.subscribe(after: .origin), count: 200) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for _ in 0..<50 { try await log.append(1, to: "stream-\(writer)") }
                    }
                }
                try await group.waitForAll()
            }
            for reader in readers {
                #expect(try await reader.value == Array(1...200))
            }
        }
    }

    /// What comes while a paced subscriber pauses is in the same batch.
    @Test(arguments: LogKind.allCases)
    func aPauseJoinsWhatIsAppendedMeanwhile(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            var events = log.subscribe(after: .origin).paced {
                _ = try? await log.append(2, to: "b")
            }.makeAsyncIterator()
            try await log.append(1, to: "a")
            #expect(try await events.next()?.map(\.position.number) == [1, 2, 3])
            try await log.append(1, to: "a")
            #expect(try await events.next()?.map(\.position.number) == [4, 5, 6])
        }
    }

    @Test(arguments: LogKind.allCases)
    func itEndsWhenTheLogCloses(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(1, to: "a")
            var events = log.subscribe(after: .origin).makeAsyncIterator()
            #expect(try await events.next()?.count == 1)
            let waiting = Task { try await positions(of: log.subscribe(after: .origin), count: 9) }
            await log.close()
            #expect(try await waiting.value.count <= 1)
            #expect(try await events.next() == nil)
        }
    }

    @Test(arguments: LogKind.allCases)
    func itEndsWhenItsTaskIsCancelled(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let waiting = Task { try await positions(of: log.subscribe(after: .origin), count: 9) }
            waiting.cancel()
            let seen = try await waiting.value
            #expect(seen.isEmpty)
        }
    }

    @Test(arguments: LogKind.allCases)
    func itMayStartBeyondTheHead(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let reader = Task {
                try await positions(of: log.subscribe(after: Position(2)), count: 1)
            }
            for _ in 0..<3 { try await log.append(1, to: "a") }
            #expect(try await reader.value == [3])
        }
    }
}

/// The first `count` positions that a subscriber sees, or fewer when the sequence ends.
private func positions(
    of subscription: EventSubscription, count: Int
) async throws -> [UInt64] {
    var seen: [UInt64] = []
    for try await batch in subscription {
        seen += batch.map(\.position.number)
        if seen.count >= count { break }
    }
    return seen
}
