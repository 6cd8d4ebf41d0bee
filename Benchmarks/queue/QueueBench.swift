import Glibc

/// Measures a running server with many jobs in the queue, and with many that run.
@main enum QueueBench {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count > 2, let port = UInt16(words[1]) else { usage() }
        let site = try BenchSite(port: port)
        let numbers = words.dropFirst(3).compactMap { Int($0) }
        switch (words[0], numbers.count) {
        case ("backlog", 2) where words.count == 7:
            try Backlog(
                site: site, worker: words[5], hand: HandWork(directory: words[6]),
                count: numbers[0]
            ).run(cores: numbers[1])
        case ("alone", 2):
            try TaskGaps(site: site, data: words[2]).alone(jobs: numbers[0], tasks: numbers[1])
        case ("together", 4) where numbers[2] <= numbers[3]:
            try TaskGaps(site: site, data: words[2])
                .together(
                    jobs: numbers[0], tasks: numbers[1], milliseconds: numbers[2]...numbers[3])
        default:
            usage()
        }
    }

    private static func usage() -> Never {
        print(
            """
            usage: queue-bench backlog PORT DATA-DIR JOBS CORES PATH-OF-CLOTHO-WORKER SCRATCH
                   queue-bench alone PORT DATA-DIR JOBS TASKS
                   queue-bench together PORT DATA-DIR JOBS TASKS MILLISECONDS-MIN MILLISECONDS-MAX
            """)
        exit(64)
    }
}
