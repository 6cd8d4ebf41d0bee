import Glibc

/// Measures how long jobs of empty tasks take on a running server, beside the time of starting as
/// many workers by hand.
@main enum JobsBench {
    private static let rounds = 10

    static func main() throws {
        guard CommandLine.arguments.count == 5, let port = UInt16(CommandLine.arguments[1]),
            let server = Int32(CommandLine.arguments[2])
        else {
            print("usage: jobs-bench PORT SERVER-PID PATH-OF-CLOTHO-WORKER SCRATCH-DIRECTORY")
            exit(64)
        }
        let site = try BenchSite(port: port)
        let worker = CommandLine.arguments[3]
        let work = try HandWork(directory: CommandLine.arguments[4] + "/hand")
        print(
            """
            Medians of \(rounds). Submit to end: from sending job/submit for tasks of the module Noop
            at one party until the event stream tells job.ended. By hand: as many workers started by
            this program, one after another, or two at a time beside the last shape: `clotho-worker
            --version`, which only starts and ends, and workers with the same config and work.

            """)
        print(
            "shape                       submit to end     --version   ratio     same work   ratio")
        for shape in JobShape.all {
            let jobs = try median { try site.run(shape) }
            let bare = try median {
                try Spawning.run(
                    worker, repeatElement(["--version"], count: shape.taskCount), shape)
            }
            let same = try median {
                try work.arguments(count: shape.taskCount)
            } measure: {
                try Spawning.run(worker, $0, shape)
            }
            print(row(shape.title, jobs, [bare, same]))
        }
        print(
            "server when idle, over 5 s: \(Figures.text(try idlePercent(of: server))) % of one core"
        )
    }

    /// The middle of several measurements, in milliseconds; one before them warms up.
    private static func median(_ measure: () throws -> Void) throws -> Double {
        try median {
        } measure: {
            try measure()
        }
    }

    /// The same for something that is made ready first, which is not measured.
    private static func median<Ready>(
        _ prepare: () throws -> Ready, measure: (Ready) throws -> Void
    ) throws -> Double {
        try measure(prepare())
        let times = try (0..<rounds).map { _ in
            let ready = try prepare()
            let start = Figures.milliseconds()
            try measure(ready)
            return Figures.milliseconds() - start
        }.sorted()
        return (times[(rounds - 1) / 2] + times[rounds / 2]) / 2
    }

    /// How busy a process is while nothing is asked of it.
    private static func idlePercent(of process: Int32) throws -> Double {
        sleep(1)
        let before = try ProcessTicks.used(by: process)
        sleep(5)
        let used = try ProcessTicks.used(by: process) - before
        return Double(used) / Double(sysconf(Int32(_SC_CLK_TCK))) / 5 * 100
    }

    private static func row(_ title: String, _ jobs: Double, _ floors: [Double]) -> String {
        let ratios = floors.map {
            pad(Figures.text($0) + " ms", 14) + pad(Figures.text(jobs / $0), 8)
        }
        return pad(title, 26, left: true) + pad(Figures.text(jobs) + " ms", 15) + ratios.joined()
    }

    private static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
        let filler = String(repeating: " ", count: max(0, width - text.count))
        return left ? text + filler : filler + text
    }
}
