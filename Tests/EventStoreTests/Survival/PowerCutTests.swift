import EventStore
import Testing

/// The power goes off: what the disk has kept is a log.
@Suite struct PowerCutTests {
    private func cut(_ seed: Int, _ cuts: Int, _ durability: String) async throws -> [String] {
        let directory = TemporaryDirectory()
        let path = directory.path
        return try await onOwnThread {
            let child = try ChildProcess("cut", path, "\(seed)", "\(cuts)", durability)
            let lines = child.lines()
            return lines + ["\(child.end())"]
        }
    }

    @Test(arguments: 0..<4)
    func everyCutLeavesALogWithAllThatWasAcknowledged(_ number: Int) async throws {
        let seed = Int.random(in: 0..<1_000_000)
        let lines = try await cut(seed, 75, "full")
        #expect(lines.count == 2)
        #expect(lines.last == "0", "\(lines)")
        print("power cuts, seed \(seed): \(lines.first ?? "")")
    }

    /// The model has teeth: a log that does not wait for the disk loses events in it.
    @Test func withoutWaitingForTheDiskEventsAreLost() async throws {
        let lines = try await cut(1, 75, "none")
        #expect(lines.last != "0", "\(lines)")
    }

    /// Between two commits the file is a log by itself.
    @Test func aCopyOfTheFileBetweenCommitsIsALog() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let log = try LMDBEventLog(path: path + "/log", site: "site-a")
        for number in 1...20 {
            try await log.append(number, to: "stream-\(number % 3)")
            let copy = path + "/copy-\(number)"
            let head = log.head
            try await onOwnThread {
                try copyFile(path + "/log/data.mdb", into: copy)
                let check = try ChildProcess("check", copy)
                #expect(check.lines() == ["\(head)"])
                #expect(check.end() == 0)
            }
        }
        await log.close()
    }

    /// A copy that was taken in the middle of commits may hold pages of several of them: that is
    /// found and named, and the process that looks does not end by it.
    @Test func aCopyFromTheMiddleOfCommitsIsNeverACrash() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        let log = try LMDBEventLog(path: path + "/log", site: "site-a")
        try await log.append(500, to: "first")
        let writing = Task {
            while !Task.isCancelled { try await log.append(3, to: "stream") }
        }
        let findings = try await onOwnThread {
            try (0..<12).map { number in
                let copy = path + "/copy-\(number)"
                try copyFile(path + "/log/data.mdb", into: copy)
                let verify = try ChildProcess("verify", copy)
                let lines = verify.lines()
                #expect(verify.end() == 0, "\(lines)")
                return lines.count
            }
        }
        writing.cancel()
        _ = await writing.result
        await log.close()
        print("copies from the middle of commits: \(findings) findings")
    }
}
