import EventStore
import Glibc

/// `fill DIRECTORY limit|disk`: appends until nothing more fits, because of a limit on the size of
/// files or because the disk is full; makes room and goes on, in the same process.
///
/// On a disk, a file `ballast` in the directory above leaves as soon as the first append failed.
enum Filling {
    private static let sizeMax = 4 << 20

    static func run(_ arguments: [String]) async throws {
        let (path, way) = (try arguments.text(0), try arguments.text(1))
        if way == "limit" { try limitFiles(to: sizeMax) }
        let log = try LMDBEventLog(path: path, site: "child")
        var acknowledged: [Position] = []
        let refusal = try await fill(log, &acknowledged)
        guard case .full(let what, let remedy) = refusal, what.contains(path), !remedy.isEmpty
        else {
            throw Wrong("the append failed with \(refusal)")
        }
        try verify(log, acknowledged)
        Child.say("full after \(acknowledged.count): \(refusal)")
        if way == "limit" {
            try limitFiles(to: Int.max)
        } else {
            unlink(path + "/../ballast")
        }
        for _ in 0..<100 { acknowledged.append(try await append(to: log, 2_000, "after")) }
        try verify(log, acknowledged)
        await log.close()
        let again = try LMDBEventLog(path: path, site: "child")
        try verify(again, acknowledged)
        await again.close()
        try Checking.verify(path)
        Child.say("went on to \(acknowledged.count)")
    }

    /// Sixteen tasks append until each has been refused a few times.
    private static func fill(
        _ log: LMDBEventLog, _ acknowledged: inout [Position]
    ) async throws -> EventLogError {
        try await withThrowingTaskGroup(of: ([Position], EventLogError?).self) { group in
            for appender in 0..<16 {
                group.addTask {
                    var done: [Position] = []
                    var refusals: [EventLogError] = []
                    while refusals.count < 5 {
                        do {
                            done.append(try await append(to: log, 2_000, "\(appender)"))
                        } catch let error as EventLogError {
                            refusals.append(error)
                        }
                    }
                    let odd = refusals.first { if case .full = $0 { false } else { true } }
                    return (done, odd ?? refusals.first)
                }
            }
            var refusal: EventLogError?
            for try await (positions, error) in group {
                acknowledged += positions
                if case .full? = error, refusal != nil { continue }
                refusal = error
            }
            guard let refusal else { throw Wrong("nothing was refused") }
            return refusal
        }
    }

    private static func append(
        to log: LMDBEventLog, _ size: Int, _ name: String
    ) async throws -> Position {
        var random = SplitMix(seed: 2)
        return try await log.append(
            to: try ChildEvents.stream("filler-\(name)"), expected: .any,
            ChildEvents.events(1, of: name, size: size, &random)
        ).last
    }

    private static func verify(_ log: LMDBEventLog, _ acknowledged: [Position]) throws {
        guard acknowledged.sorted() == (1...log.head.number).map({ Position($0) }) else {
            throw Wrong("\(acknowledged.count) were acknowledged, the log ends at \(log.head)")
        }
        try Checking.check(log)
    }

    private static func limitFiles(to size: Int) throws {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        getrlimit(resource, &limit)
        limit.rlim_cur = min(limit.rlim_max, rlim_t(size))
        guard setrlimit(resource, &limit) == 0 else { throw Wrong("setrlimit: code \(errno)") }
    }
}
