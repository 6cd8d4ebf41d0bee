import EventStore
import Glibc
import Testing

/// Several processes at one log.
@Suite struct ProcessTests {
    @Test func aSecondProcessIsRefusedByName() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        let path = directory.path
        try await onOwnThread {
            let child = try ChildProcess("hold", path, "refuse")
            let refusal = "failed: the log in \(path) is in use by process \(getpid())"
            #expect(child.lines() == [refusal])
            #expect(child.end() == 1)
        }
        await log.close()
        try await onOwnThread {
            let child = try ChildProcess("hold", path, "refuse")
            #expect(child.line() == "open 0")
            let refusal = EventLogError.inUse(path: path, processID: child.processID)
            #expect(throws: refusal) { try LMDBEventLog(path: path, site: "site-a") }
            child.closeInput()
            #expect(child.end() == 0)
        }
    }

    /// Whether the process waits for a lock (proc(5), `/proc/locks`).
    private static func waitsForALock(_ child: ChildProcess) -> Bool {
        guard let file = fopen("/proc/locks", "r") else { return false }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n").contains
        {
            $0.contains("-> FLOCK") && $0.split(separator: " ").contains("\(child.processID)")
        }
    }

    @Test(arguments: [false, true])
    func aSecondProcessMayWaitForTheFirst(isKilled: Bool) async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        try await onOwnThread {
            let first = try ChildProcess("hold", path, "refuse")
            #expect(first.line() == "open 0")
            let second = try ChildProcess("hold", path, "wait")
            while !Self.waitsForALock(second) { sched_yield() }
            first.poke()
            #expect(first.line() == "1")
            if isKilled { first.kill() } else { first.closeInput() }
            #expect(second.line() == "open 1")
            second.poke()
            #expect(second.line() == "2")
            second.closeInput()
            #expect(second.lines() == ["closed"])
            #expect(second.end() == 0)
            #expect(first.end() == (isKilled ? -SIGKILL : 0))
        }
        withExtendedLifetime(directory) {}
    }

    /// Each event is appended only when all have reported the one before: a lost wake-up would stop
    /// everything.
    @Test(.timeLimit(.minutes(30)))
    func followersInOtherProcessesAreWokenForEveryEvent() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let log = try LMDBEventLog(
            path: path, site: "site-a", options: EventLogOptions(mapSize: 1 << 20))
        // One that must follow the growth of the map, one that need not, one that has no page yet.
        let followers = try await onOwnThread {
            try [1 << 20, 64 << 30, 1 << 20].map { size in
                try ChildProcess("follow", path, "0", "\(size)")
            }
        }
        for follower in followers {
            #expect(try await onOwnThread { follower.line() } == "open")
        }
        for number in 1...150 {
            let payload = [UInt8](repeating: 7, count: number % 3 == 0 ? 20_000 : 20)
            let events = [Sample.event(number, payload: payload)]
            _ = try await log.append(to: Sample.stream("a"), expected: .any, events)
            for follower in followers {
                try #require(try await onOwnThread { follower.line() } == "\(number)")
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask { for _ in 0..<50 { try await log.append(1, to: "s-\(task)") } }
            }
            try await group.waitForAll()
        }
        for follower in followers {
            let first = try await onOwnThread {
                (151...950).first { follower.line() != "\($0)" }
            }
            #expect(first == nil)
        }
        await log.close()
    }

    @Test(.timeLimit(.minutes(30)))
    func aFollowerGoesOnWithTheNextWriter() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        try await onOwnThread {
            var writer = try ChildProcess("hold", path, "refuse")
            #expect(writer.line() == "open 0")
            let follower = try ChildProcess("follow", path, "0", "\(1 << 30)")
            #expect(follower.line() == "open")
            for number in 1...40 {
                writer.poke()
                #expect(writer.line() == "\(number)")
                #expect(follower.line() == "\(number)")
                guard number % 4 == 0 else { continue }
                if number % 8 == 0 { writer.closeInput() } else { writer.kill() }
                writer.end()
                writer = try ChildProcess("hold", path, "refuse")
                #expect(writer.line() == "open \(number)")
            }
        }
        withExtendedLifetime(directory) {}
    }

    @Test func aReaderReadsWhatTheWriterWrote() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        for stream in ["a", "b", "a"] { try await log.append(3, to: stream) }
        let all = try log.events(after: .origin, limit: 100)
        let hash = try log.headHash()
        // Its own log is what the writing process reads: LMDB's locks are the process's.
        let refusal = EventLogError.inUse(path: directory.path, processID: getpid())
        #expect(throws: refusal) { try LMDBLogReader(path: directory.path) }
        await log.close()

        let reader = try LMDBLogReader(path: directory.path)
        #expect(reader.site == "site-a")
        #expect(reader.head == Position(9))
        #expect(try reader.events(after: .origin, limit: 100) == all)
        #expect(try reader.headHash() == hash)
        #expect(try reader.version(of: Sample.stream("a")) == StreamVersion(6))
        #expect(try reader.streams(withPrefix: "", after: nil, limit: 9).count == 2)
        let stream = Sample.stream("b")
        #expect(try reader.events(of: stream, after: .none, limit: 9) == Array(all[3..<6]))
        let waiting = Task {
            for try await _ in reader.subscribe(after: Position(9)) { return false }
            return true
        }
        await reader.close()
        #expect(try await waiting.value)
        #expect(throws: EventLogError.closed) { try reader.events(after: .origin, limit: 1) }
    }

    @Test func aReaderNeedsALog() throws {
        let directory = TemporaryDirectory()
        for path in [directory.path, directory.path + "/none"] {
            #expect(throws: EventLogError.missing(path: path)) { try LMDBLogReader(path: path) }
        }
    }

    /// The writer was killed before its first commit: there is a file, but no log in it.
    @Test func aLogThatWasNeverMadeIsMissing() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let file = path + "/data.mdb"
        for make in [
            { close(open(file, O_CREAT | O_WRONLY, 0o640)) },
            { try RawLog.change(path) { _ in } },
        ] as [() throws -> Void] {
            try make()
            #expect(throws: EventLogError.missing(path: path)) { try LMDBLogReader(path: path) }
        }
        let log = try LMDBEventLog(path: path, site: "a")
        try await log.append(1, to: "a")
        #expect(log.head == Position(1))
        await log.close()
    }

    @Test func whoRemovesTheBellEndsTheFollowing() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        await log.close()
        let reader = try LMDBLogReader(path: directory.path)
        let following = Task {
            for try await _ in reader.subscribe(after: .origin) {}
        }
        unlink(directory.path + "/bell")
        let failure = await #expect(throws: EventLogError.self) { try await following.value }
        #expect("\(failure, default: "")".contains("bell was removed"))
        await reader.close()
    }
}
