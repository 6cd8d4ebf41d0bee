import EventStore
import Glibc
import Testing

/// A process that follows the writer of a log and takes its place.
@Suite struct TakeoverTests {
    /// A child that writes the log, with one event in it.
    private func writer(_ path: String) async throws -> ChildProcess {
        try await onOwnThread {
            let child = try ChildProcess("hold", path, "refuse")
            #expect(child.line() == "open 0")
            child.poke()
            #expect(child.line() == "1")
            return child
        }
    }

    @Test(arguments: [false, true])
    func theFollowerWritesWhenTheWriterHasEnded(isKilled: Bool) async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let child = try await writer(path)
        let log = try FollowingEventLog(path: path)
        // One subscription, from before the change to behind it.
        async let followed = Self.positions(of: log, upTo: 4)
        #expect(log.writingProcess == child.processID)
        await #expect(throws: EventLogError.inUse(path: path, processID: child.processID)) {
            try await log.append(
                to: Sample.stream("a"), expected: .any, Sample.events(1..<2))
        }
        try await onOwnThread {
            child.poke()
            #expect(child.line() == "2")
        }
        async let takeover: Void = log.takeOver()
        if isKilled { child.kill() } else { child.closeInput() }
        try await takeover
        #expect(log.isWriting)
        #expect(log.writingProcess == getpid())
        let receipt = try await log.append(
            to: Sample.stream("a"), expected: .exactly(.none), Sample.events(1..<3))
        #expect(receipt.last == Position(4))
        #expect(try await followed == [1, 2, 3, 4].map { Position($0) })
        await log.close()
        try await onOwnThread { #expect(child.end() == (isKilled ? -SIGKILL : 0)) }
        #expect(try LogVerifier(directory: path).verify().findings.isEmpty)
    }

    /// The follower opens a log without texts, and must not number any while another one writes.
    @Test func theFollowerLearnsTheTextsThatTheWriterNumbers() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let child = try await onOwnThread {
            let child = try ChildProcess("hold", path, "refuse")
            #expect(child.line() == "open 0")
            return child
        }
        let log = try FollowingEventLog(path: path)
        var event = Sample.event(1)
        event.type = "type.of.the.follower"
        let stream = Sample.stream("a")
        await #expect(throws: EventLogError.self) {
            try await log.append(to: stream, expected: .any, [event])
        }
        try await onOwnThread {
            child.poke()
            #expect(child.line() == "1")
            child.closeInput()
        }
        let first = try #require(try log.events(after: .origin, limit: 9).first)
        #expect(first.envelope.type == "test.appended")
        try await log.takeOver()
        _ = try await log.append(to: stream, expected: .any, [event])
        let types = try log.events(after: .origin, limit: 9).map(\.envelope.type)
        #expect(types == [first.envelope.type, event.type])
        await log.close()
        try await onOwnThread { #expect(child.end() == 0) }
        #expect(try LogVerifier(directory: path).verify().findings.isEmpty)
    }

    private static func positions(
        of log: some EventLogReader, upTo count: Int
    ) async throws -> [Position] {
        var positions: [Position] = []
        for try await batch in log.subscribe(after: .origin) {
            positions += batch.map(\.position)
            if positions.count >= count { break }
        }
        return positions
    }

    @Test func oneOfSeveralFollowersWrites() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let child = try await writer(path)
        let log = try FollowingEventLog(path: path)
        let rival = try await onOwnThread { try ChildProcess("hold", path, "wait") }
        async let takeover: Void = log.takeOver()
        child.kill()
        // Whoever is first: the other one's turn comes with its end.
        async let rivalLines = onOwnThread {
            rival.closeInput()
            return rival.lines()
        }
        try await takeover
        #expect(log.isWriting)
        await log.close()
        #expect(try await rivalLines.last == "closed")
    }

    @Test func aFollowerThatGivesUpLeavesTheLogToOthers() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let child = try await writer(path)
        let log = try FollowingEventLog(path: path)
        let takeover = Task { try await log.takeOver() }
        takeover.cancel()
        await #expect(throws: CancellationError.self) { try await takeover.value }
        child.kill()
        try await onOwnThread {
            let next = try ChildProcess("hold", path, "wait")
            #expect(next.line() == "open 1")
            next.closeInput()
            #expect(next.end() == 0)
        }
        #expect(!log.isWriting)
        await log.close()
    }

    /// A writer that was frozen, while somebody removed the lock and another one wrote.
    @Test func aWriterThatMissedEventsWritesNoMore() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let frozen = try await writer(path)
        try await onOwnThread {
            frozen.kill(SIGSTOP)
            #expect(unlink(path + "/lock") == 0)
            let next = try ChildProcess("hold", path, "refuse")
            #expect(next.line() == "open 1")
            next.poke()
            #expect(next.line() == "2")
            frozen.poke()
            frozen.kill(SIGCONT)
            #expect(
                frozen.line()
                    == "failed: \(EventLogError.superseded(path: path))")
            #expect(frozen.end() == 1)
            next.poke()
            #expect(next.line() == "3")
            next.closeInput()
            #expect(next.end() == 0)
        }
        #expect(try LogVerifier(directory: path).verify().findings.isEmpty)
    }
}
