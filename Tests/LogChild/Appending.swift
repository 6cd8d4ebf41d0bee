import CFaults
import EventStore

/// `append DIRECTORY ROUND MICROSECONDS start|open`: sixteen appenders, until SIGKILL comes so long
/// after the start of the process or the opening of the log.
///
/// Each acknowledged append is a line `APPEND COUNT FIRST LAST`: its name, how many events it has and
/// their positions.
enum Appending {
    private static let appenders = 16

    static func run(_ arguments: [String]) async throws {
        let (path, round) = (try arguments.text(0), try arguments.number(1))
        let (time, moment) = (try arguments.number(2), try arguments.text(3))
        if moment == "start" { faults_kill_after(time) }
        let log = try LMDBEventLog(path: path, site: "child")
        if moment == "open" { faults_kill_after(time) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for appender in 0..<appenders {
                group.addTask { try await append(to: log, round, appender) }
            }
            try await group.waitForAll()
        }
    }

    /// Appends of one to three events; every fourth one also writes to a stream that all share.
    private static func append(to log: LMDBEventLog, _ round: Int, _ appender: Int) async throws {
        var random = SplitMix(seed: round << 8 | appender)
        let (own, shared) = (
            try ChildEvents.stream("appender-\(appender)"), try ChildEvents.stream("shared")
        )
        var number = 0
        while true {
            let name = "\(round)/\(appender)/\(number)"
            let count = Int.random(in: 1...3, using: &random)
            let events = ChildEvents.events(count, of: name, &random)
            let isShared = number % 4 == 0 && count > 1
            let parts =
                isShared
                ? [
                    StreamAppend(stream: own, expected: .any, events: Array(events.dropLast())),
                    StreamAppend(stream: shared, expected: .any, events: events.suffix(1)),
                ] : [StreamAppend(stream: own, expected: .any, events: events)]
            let receipt = try await log.append(parts)
            Child.say("\(name) \(count) \(receipt.first) \(receipt.last)")
            number += 1
        }
    }
}
