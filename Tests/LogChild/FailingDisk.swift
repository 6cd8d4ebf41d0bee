import CFaults
import EventStore
import Glibc

/// `fail DIRECTORY write|flush CODE`: a disk that fails a few times with this errno. What was
/// acknowledged stays, and the log goes on when the disk does.
enum FailingDisk {
    static func run(_ arguments: [String]) async throws {
        let path = try arguments.text(0)
        let call = try arguments.text(1) == "write" ? FAULTS_WRITE : FAULTS_FLUSH
        let code = try arguments.number(2)
        guard faults_record(path + "/data.mdb", path + "/trace") == 0 else {
            throw Wrong("no trace: code \(errno)")
        }
        let log = try LMDBEventLog(path: path, site: "child")
        var random = SplitMix(seed: 3)
        var refusals: [EventLogError] = []
        for number in 0..<60 {
            if number % 20 == 10 { faults_fail(call, Int32(code), 0, 3) }
            let before = log.head
            do {
                _ = try await log.append(
                    to: try ChildEvents.stream("a"), expected: .any,
                    ChildEvents.events(2, of: "\(number)", &random))
            } catch let error as EventLogError {
                refusals.append(error)
                guard log.head == before else { throw Wrong("the head moved") }
            }
        }
        try Checking.check(log)
        await log.close()
        guard refusals.count == 9, log.head.number == 2 * (60 - 9) else {
            throw Wrong("\(refusals.count) refusals, head \(log.head)")
        }
        let again = try LMDBEventLog(path: path, site: "child")
        try Checking.check(again)
        guard again.head == log.head else { throw Wrong("reopened at \(again.head)") }
        await again.close()
        try Checking.verify(path)
        Child.say("\(refusals[0])")
    }
}
