import EventStore
import Glibc
import Testing

/// What only the log on disk can promise.
@Suite struct LMDBEventLogTests {
    @Test func reopeningSeesEverything() async throws {
        let directory = TemporaryDirectory()
        let first = try LMDBEventLog(path: directory.path, site: "site-a")
        for stream in ["a", "b", "a"] { try await first.append(3, to: stream) }
        let before = try first.events(after: .origin, limit: 100)
        let hash = try first.headHash()
        await first.close()

        let second = try LMDBEventLog(path: directory.path, site: "another name")
        #expect(second.site == "site-a")
        #expect(second.head == Position(9))
        #expect(try second.events(after: .origin, limit: 100) == before)
        #expect(try second.headHash() == hash)
        #expect(try second.version(of: Sample.stream("a")) == StreamVersion(6))
        let receipt = try await second.append(1, to: "c")
        #expect(receipt.last == Position(10))
        #expect(try second.events(of: Sample.stream("c"), after: .none, limit: 9).count == 1)
        await second.close()
    }

    @Test func aSecondWriterIsRefusedByName() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        let refusal = EventLogError.inUse(path: directory.path, processID: getpid())
        #expect(throws: refusal) { try LMDBEventLog(path: directory.path, site: "site-a") }
        #expect("\(refusal)" == "the log in \(directory.path) is in use by process \(getpid())")
        await log.close()
    }

    @Test(arguments: ["", "two\nlines", String(repeating: "x", count: 201)])
    func aSiteHasAProperName(_ site: String) {
        let directory = TemporaryDirectory()
        #expect(throws: EventLogError.self) {
            try LMDBEventLog(path: directory.path + "/log", site: site)
        }
    }

    @Test func missingDirectoriesAreMade() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path + "/var/lib/log", site: "site-a")
        try await log.append(1, to: "a")
        await log.close()
    }

    @Test func aPathThatIsAFileIsAnError() throws {
        let directory = TemporaryDirectory()
        let path = directory.path + "/file"
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        #expect(throws: EventLogError.self) { try LMDBEventLog(path: path, site: "site-a") }
    }

    @Test func theMapGrowsWhenItIsFull() async throws {
        let directory = TemporaryDirectory()
        let options = EventLogOptions(mapSize: 256 << 10, mapSizeMax: 64 << 20)
        let log = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        let reader = Task {
            var count = 0
            for try await batch in log.subscribe(after: .origin) { count += batch.count }
            return count
        }
        for number in 0..<40 {
            let payload = [UInt8](repeating: UInt8(number), count: 40_000)
            _ = try await log.append(
                to: Sample.stream("a"), expected: .any, [Sample.event(number, payload: payload)])
        }
        let events = try log.events(after: .origin, limit: 100)
        #expect(events.map { $0.payload.first } == (0..<40).map { UInt8($0) })
        #expect(!events.contains { !$0.matchesCommitment })
        await log.close()
        #expect(try await reader.value <= 40)
    }

    @Test func aFullMapRefusesAndTheLogGoesOn() async throws {
        let directory = TemporaryDirectory()
        let options = EventLogOptions(mapSize: 256 << 10, mapSizeMax: 256 << 10)
        let log = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        let payload = [UInt8](repeating: 1, count: 300_000)
        let full = EventLogError.full(
            what: "the map of \(256 << 10) bytes",
            remedy: "open the log with a larger limit (mapSizeMax)")
        await #expect(throws: full) {
            try await log.append(
                to: Sample.stream("a"), expected: .any, [Sample.event(0, payload: payload)])
        }
        #expect(log.head == .origin)
        let receipt = try await log.append(1, to: "a")
        #expect(receipt.last == Position(1))
        await log.close()
    }

    @Test func aMapThatFillsUpLosesNothingAndGoesOnWithMoreRoom() async throws {
        let directory = TemporaryDirectory()
        let small = EventLogOptions(mapSize: 256 << 10, mapSizeMax: 512 << 10)
        let log = try LMDBEventLog(path: directory.path, site: "site-a", options: small)
        var acknowledged = 0
        var refusal: EventLogError?
        while refusal == nil {
            let payload = [UInt8](repeating: UInt8(truncatingIfNeeded: acknowledged), count: 5_000)
            do {
                _ = try await log.append(
                    to: Sample.stream("a"), expected: .any,
                    [Sample.event(acknowledged, payload: payload)])
                acknowledged += 1
            } catch {
                refusal = error
            }
        }
        #expect(
            refusal
                == .full(
                    what: "the map of \(512 << 10) bytes",
                    remedy: "open the log with a larger limit (mapSizeMax)"))
        #expect(acknowledged > 20 && log.head == Position(UInt64(acknowledged)))
        await log.close()

        // More room is made by opening it with a larger limit, as the error says.
        let large = EventLogOptions(mapSize: 256 << 10, mapSizeMax: 8 << 20)
        let again = try LMDBEventLog(path: directory.path, site: "site-a", options: large)
        for _ in 0..<100 { _ = try await again.append(1, to: "b") }
        let events = try again.events(after: .origin, limit: .max)
        #expect(events.count == acknowledged + 100 && events.allSatisfy(\.matchesCommitment))
        #expect(events.prefix(acknowledged).allSatisfy { $0.payload.count == 5_000 })
        await again.close()
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
    }

    @Test func closingWaitsForWhatWasAccepted() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        let appends = (0..<20).map { number in
            Task { try? await log.append(1, to: "stream-\(number)") }
        }
        await log.close()
        var accepted = 0
        for append in appends where await append.value != nil { accepted += 1 }
        let again = try LMDBEventLog(path: directory.path, site: "site-a")
        #expect(again.head.number == UInt64(accepted))
        await again.close()
    }
}
