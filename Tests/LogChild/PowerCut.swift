import CFaults
import EventStore
import Glibc

/// `cut DIRECTORY SEED CUTS full|none`: appends, waiting for the disk or not, while every write to the data file is recorded, then cuts the
/// power at random moments of the record and opens what a disk would hold after each.
///
/// A disk keeps all that was written before a flush that came back. Of what was written after it, it
/// may keep anything: any sectors, in any order.
enum PowerCut {
    static func run(_ arguments: [String]) async throws {
        let (path, seed) = (try arguments.text(0), try arguments.number(1))
        let cuts = try arguments.number(2)
        let trace = path + "/trace"
        let options = EventLogOptions(
            durability: try arguments.text(3) == "full" ? .full : .none)
        try await write(path, seed, trace, options)
        var random = SplitMix(seed: seed)
        let steps = try DiskTrace.read(trace)
        var (disk, done, replays) = (DiskImage(), 0, 0)
        for cut in (0..<cuts).map({ _ in Int.random(in: 0...steps.count, using: &random) }).sorted()
        {
            for step in steps[done..<cut] { disk.apply(step) }
            done = cut
            var rest = disk
            rest.cut(&random)
            do {
                replays += try await open(rest, in: path + "/after") ? 1 : 0
            } catch {
                throw Wrong("seed \(seed), cut at step \(cut) of \(steps.count): \(error)")
            }
        }
        Child.say("\(cuts) cuts in \(steps.count) steps, \(replays) with events")
    }

    /// Appends of all sizes by several tasks; each acknowledged head is marked in the record.
    private static func write(
        _ path: String, _ seed: Int, _ trace: String, _ options: EventLogOptions
    ) async throws {
        guard faults_record(path + "/log/data.mdb", trace) == 0 else {
            throw Wrong("no trace: code \(errno)")
        }
        let log = try LMDBEventLog(path: path + "/log", site: "child", options: options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    var random = SplitMix(seed: seed << 4 | task)
                    for number in 0..<25 {
                        let size = [0, 0, 300, 3_000, 30_000].randomElement(using: &random) ?? 0
                        let count = Int.random(in: 1...5, using: &random)
                        let receipt = try await log.append(
                            to: try ChildEvents.stream("task-\(task)"), expected: .any,
                            ChildEvents.events(count, of: "\(number)", size: size, &random))
                        faults_mark(receipt.last.number)
                    }
                }
            }
            try await group.waitForAll()
        }
        await log.close()
    }

    /// Opens what the disk holds, in a directory of its own; whether there is an event in it.
    private static func open(_ disk: DiskImage, in path: String) async throws -> Bool {
        mkdir(path, 0o700)
        for name in ["lock.mdb", "data.mdb"] { unlink("\(path)/\(name)") }
        // Before anything was flushed for the first time there may be any rubbish in the file.
        guard disk.isFlushed || disk.acknowledged > .origin else { return false }
        try disk.write(to: path + "/data.mdb")
        if disk.acknowledged > .origin { try Checking.verify(path) }
        let log = try LMDBEventLog(path: path, site: "child")
        guard log.head >= disk.acknowledged else {
            throw Wrong("\(disk.acknowledged) was acknowledged, the log ends at \(log.head)")
        }
        try Checking.check(log)
        let head = log.head
        var random = SplitMix(seed: 1)
        _ = try await log.append(
            to: try ChildEvents.stream("after"), expected: .any,
            ChildEvents.events(3, of: "after", &random))
        try Checking.check(log)
        await log.close()
        try Checking.verify(path)
        return head > .origin
    }
}
