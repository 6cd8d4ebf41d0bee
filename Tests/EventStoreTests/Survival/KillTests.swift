import EventStore
import Glibc
import Testing

/// `kill -9` in the middle of everything.
@Suite struct KillTests {
    @Test(.timeLimit(.minutes(30)))
    func nothingAcknowledgedIsLostInThreeHundredKills() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path + "/log"
        let seed = UInt64.random(in: 0..<1_000_000)
        let rounds = try await onOwnThread {
            var rounds = KillRounds(path: path, seed: seed)
            // A kill before the first acknowledgement is a round too, but proves less.
            while rounds.count - rounds.empty < 300 { try rounds.play() }
            return rounds
        }
        print(
            "\(rounds.count) kills, seed \(seed): \(rounds.acknowledged) appends acknowledged,",
            "\(rounds.unacknowledged) more found, \(rounds.empty) rounds without any")
        #expect(rounds.unacknowledged > 0, "seed \(seed)")
        let (lines, end) = try await onOwnThread {
            let check = try ChildProcess("check", path)
            return (check.lines(), check.end())
        }
        #expect(lines == ["\(rounds.verified)"], "seed \(seed)")
        #expect(end == 0)
        withExtendedLifetime(directory) {}
    }
}

/// Rounds of starting a process with sixteen appenders, killing it and looking at what it leaves.
struct KillRounds {
    private let path: String
    private let seed: UInt64
    private var random: SeededRandom
    private(set) var count = 0
    private(set) var acknowledged = 0
    /// Appends that were committed when the kill came, but whose appender was not told any more.
    private(set) var unacknowledged = 0
    private(set) var empty = 0
    private(set) var verified = Position.origin
    /// How long a process lives at most, in microseconds.
    private var timeMax = 40_000
    /// The number of the append that each appender has to begin with.
    private var next: [String: Int] = [:]

    init(path: String, seed: UInt64) {
        self.path = path
        self.seed = seed
        random = SeededRandom(seed: seed)
    }

    mutating func play() throws {
        // In every other round a reader sees writer after writer die, and keeps LMDB's locks alive.
        let reader = count.isMultiple(of: 2) && verified > .origin ? try open() : nil
        let moment = Bool.random(using: &random) ? "start" : "open"
        let time = Int.random(in: 0..<timeMax, using: &random)
        let child = try ChildProcess("append", path, "\(count)", "\(time)", moment)
        let told = try child.lines().map { try Append($0) }
        let comment: Comment = "seed \(seed), round \(count)"
        try #require(child.end() == -SIGKILL, comment)
        if let log = try reader ?? open() {
            try check(log, told, comment)
        } else {
            try #require(told.isEmpty, comment)
        }
        if told.isEmpty { empty += 1 }
        // A slow machine needs longer until the first append.
        timeMax = told.isEmpty ? min(timeMax * 5 / 4, 1_000_000) : max(timeMax * 9 / 10, 40_000)
        count += 1
    }

    private func open() throws -> LMDBLogReader? {
        do {
            return try LMDBLogReader(path: path)
        } catch EventLogError.missing {
            return nil
        }
    }

    /// What has come into the log: whole appends, among them all that were acknowledged, at the
    /// positions that were told, and of each appender without a gap.
    ///
    /// A commit that the kill caught between the disk and LMDB's table of readers is seen when the
    /// next writer has opened the log: then the appends of an earlier round come first.
    private mutating func check(
        _ log: LMDBLogReader, _ told: [Append], _ comment: Comment
    ) throws {
        let events = try log.events(after: verified, limit: .max)
        let positions = events.indices.map { verified.advanced(by: $0 + 1) }
        try #require(events.map(\.position) == positions, comment)
        let found = try Dictionary(grouping: events, by: \.envelope.correlationID).mapValues {
            try Append($0)
        }
        for append in told { try #require(found[append.name] == append, comment) }
        let inOrder = found.values.sorted { $0.first < $1.first }
        try #require(inOrder.map(\.round) == inOrder.map(\.round).sorted(), comment)
        for append in inOrder {
            try #require(append.round <= count, comment)
            try #require(append.number == next[append.appender, default: 0], comment)
            next[append.appender] = append.number + 1
        }
        acknowledged += told.count
        unacknowledged += found.count - told.count
        verified = events.last?.position ?? verified
    }

    /// One append, as the child tells it and as the log holds it.
    private struct Append: Equatable {
        let name: String
        let count: Int
        let first: UInt64
        let last: UInt64

        /// A line `ROUND/APPENDER/NUMBER COUNT FIRST LAST`.
        init(_ line: String) throws {
            let words = line.split(separator: " ")
            try #require(words.count == 4, "the child said: \(line)")
            name = String(words[0])
            count = try #require(Int(words[1]))
            first = try #require(UInt64(words[2]))
            last = try #require(UInt64(words[3]))
        }

        /// Events in the order of the log; each says its number and how many there are.
        init(_ events: [RecordedEvent]) throws {
            let event = try #require(events.first)
            name = event.envelope.correlationID
            count = events.count
            first = event.position.number
            last = first + UInt64(events.count) - 1
            try #require(events.last?.position.number == last)
            for (number, event) in events.enumerated() {
                let payload = "\(name) \(number) \(events.count)"
                try #require(event.payload == Array(payload.utf8))
                try #require(event.matchesCommitment)
            }
        }

        var round: Int { Int(name.split(separator: "/")[0]) ?? -1 }
        /// `ROUND/APPENDER`: the number starts again with each round.
        var appender: String { name.split(separator: "/").dropLast().joined(separator: "/") }
        var number: Int { Int(name.split(separator: "/")[2]) ?? -1 }
    }
}
