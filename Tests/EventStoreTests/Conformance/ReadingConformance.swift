import EventStore
import Testing

/// What reading promises, whatever the log.
@Suite struct ReadingConformance {
    @Test(arguments: LogKind.allCases)
    func pagesJoinWithoutGaps(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(10, to: "a")
            var seen: [UInt64] = []
            var place = Position.origin
            while let page = try Optional(log.events(after: place, limit: 3)), let last = page.last
            {
                #expect(page.count == min(3, 10 - seen.count))
                seen += page.map(\.position.number)
                place = last.position
            }
            #expect(seen == Array(1...10))
            #expect(try log.events(after: Position(10), limit: 3).isEmpty)
            #expect(try log.events(after: Position(.max), limit: 3).isEmpty)
            #expect(try log.events(after: .origin, limit: 0).isEmpty)
            #expect(try log.events(after: .origin, limit: -1).isEmpty)
        }
    }

    @Test(arguments: LogKind.allCases)
    func aStreamIsReadAlone(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            for _ in 0..<3 {
                try await log.append(2, to: "a")
                try await log.append(1, to: "b")
            }
            let stream = Sample.stream("a")
            #expect(try log.version(of: stream) == StreamVersion(6))
            let all = try log.events(of: stream, after: .none, limit: 100)
            #expect(all.map(\.position.number) == [1, 2, 4, 5, 7, 8])
            let page = try log.events(of: stream, after: StreamVersion(2), limit: 3)
            #expect(page == Array(all[2..<5]))
            #expect(try log.events(of: stream, after: StreamVersion(6), limit: 3).isEmpty)
            #expect(try log.events(of: stream, after: StreamVersion(.max), limit: 3).isEmpty)
            #expect(try log.events(of: Sample.stream("c"), after: .none, limit: 3).isEmpty)
            #expect(try log.version(of: Sample.stream("c")) == .none)
        }
    }

    @Test(arguments: LogKind.allCases)
    func streamsAreListedInTheOrderOfTheirBytes(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            for name in ["job-2", "job-10", "engine-x", "job-é", "job-1", "jobs"] {
                try await log.append(1, to: name)
            }
            try await log.append(1, to: "job-10")
            let jobs = try log.streams(withPrefix: "job-", after: nil, limit: 100)
            #expect(jobs.map(\.0.text) == ["job-1", "job-10", "job-2", "job-é"])
            #expect(jobs.map(\.1.number) == [1, 2, 1, 1])
            let rest = try log.streams(
                withPrefix: "job-", after: Sample.stream("job-1"), limit: 2)
            #expect(rest.map(\.0.text) == ["job-10", "job-2"])
            let before = try log.streams(withPrefix: "job-", after: Sample.stream("a"), limit: 1)
            #expect(before.map(\.0.text) == ["job-1"])
            #expect(try log.streams(withPrefix: "", after: nil, limit: 100).count == 6)
            #expect(try log.streams(withPrefix: "z", after: nil, limit: 100).isEmpty)
            #expect(try log.streams(withPrefix: "job-", after: nil, limit: 0).isEmpty)
        }
    }

    @Test(arguments: LogKind.allCases)
    func namesThatLookAlikeAreDifferentStreams(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(1, to: "caf\u{E9}")
            try await log.append(2, to: "cafe\u{301}")
            #expect(try log.version(of: Sample.stream("caf\u{E9}")) == StreamVersion(1))
            #expect(try log.version(of: Sample.stream("cafe\u{301}")) == StreamVersion(2))
        }
    }

    @Test(arguments: LogKind.allCases)
    func everyPositionHasALeaf(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            #expect(try log.headHash() == nil)
            try await log.append(5, to: "a")
            for event in try log.events(after: .origin, limit: 10) {
                #expect(try log.leafHash(at: event.position) == event.envelope.leafHash)
            }
            #expect(try log.leafHash(at: .origin) == nil)
            #expect(try log.leafHash(at: Position(6)) == nil)
        }
    }
}
