import Domain
import EventStore
import Glibc
import Journal
import Scheduler

/// Planning over a long queue, and logs of many jobs for a server to be measured on.
@main enum ScaleBench {
    static func main() async throws {
        switch Array(CommandLine.arguments.dropFirst()) {
        case let words where words.first == "plan" && words.count == 2:
            guard let count = Int(words[1]) else { usage() }
            try PlanningBench(waiting: count).run()
        case let words where words.first == "fill" && words.count == 3:
            guard let count = Int(words[2]) else { usage() }
            try await fill(words[1], jobs: count)
        default:
            usage()
        }
    }

    private static func usage() -> Never {
        print("usage: scale-bench plan WAITING-JOBS | scale-bench fill LOG-DIRECTORY JOBS")
        exit(64)
    }

    /// How many jobs are written at the same time: what waits together is committed together.
    private static let atOnce = 64

    private static func append(_ job: Int, to log: LMDBEventLog) async throws {
        for append in try EndedJob.appends(job) { _ = try await log.append([append]) }
    }

    /// Writes the log of a site at which so many jobs have ended.
    private static func fill(_ path: String, jobs: Int) async throws {
        let log = try LMDBEventLog(
            path: path, site: "site", options: EventLogOptions(durability: .none))
        // The first job registers the engine that all draw from.
        try await append(0, to: log)
        for start in stride(from: 1, to: jobs, by: atOnce) {
            try await withThrowingDiscardingTaskGroup { group in
                for job in start..<min(start + atOnce, jobs) {
                    group.addTask { try await append(job, to: log) }
                }
            }
        }
        print("\(log.head) events of \(jobs) ended jobs")
        await log.close()
    }
}

/// One pass of the planner over waiting jobs, as the coordinator makes it when an event has changed
/// something: the snapshot and the plan.
struct PlanningBench {
    private let count: Int
    private static let rounds = 21

    init(waiting count: Int) { self.count = count }

    func run() throws {
        print(
            "one pass over \(count) waiting jobs, in ms of processor time: median of "
                + "\(Self.rounds), and the first, which makes the snapshot")
        for policy in QueuePolicy.allCases {
            for isMixed in [false, true] {
                var queue = try queue(policy, isMixed: isMixed)
                let times = (0..<Self.rounds).map { round in
                    queue.touch(round)
                    let start = Self.milliseconds()
                    let decisions = queue.plan()
                    let time = Self.milliseconds() - start
                    precondition(decisions.count == count, "every job is decided about")
                    return time
                }
                let middle = times.sorted()[Self.rounds / 2]
                let needs = isMixed ? "many sizes" : "one size  "
                print(
                    "\(policy.rawValue) \(needs)  \(Self.text(middle))  \(Self.text(times[0]))")
            }
        }
    }

    /// Processor time of this thread: a pass waits for nothing, and a busy machine must not count.
    private static func milliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    private static func text(_ milliseconds: Double) -> String {
        "\(Double(Int(milliseconds * 100)) / 100)"
    }

    /// A full engine, and jobs that wait for it.
    private func queue(_ policy: QueuePolicy, isMixed: Bool) throws -> WaitingQueue {
        var queue = WaitingQueue(policy)
        for number in 0..<count {
            queue.submit(
                number, cores: isMixed ? 1 + number % 16 : 4, priority: number % 7,
                timeout: isMixed ? 60 + number % 1_000 : 3_600)
        }
        return queue
    }
}
