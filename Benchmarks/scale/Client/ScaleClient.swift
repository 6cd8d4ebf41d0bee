import Glibc

/// Measures a server with many jobs on its log: how long submits take, and how long a server that was
/// killed takes to answer again and to end a job whose worker was killed with it.
@main enum ScaleClient {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "submit" where words.count == 3:
            guard let port = UInt16(words[1]), let count = Int(words[2]) else { usage() }
            try submit(to: port, count)
        case "settle" where words.count == 2:
            guard let port = UInt16(words[1]) else { usage() }
            try settle(port)
        case "restart" where words.count > 4:
            guard let port = UInt16(words[1]), let process = Int32(words[2]) else { usage() }
            try KilledServer(port: port, process: process, command: Array(words.dropFirst(3)))
                .restart()
        default:
            usage()
        }
    }

    private static func usage() -> Never {
        print(
            """
            usage: scale-client submit PORT COUNT
                   scale-client settle PORT
                   scale-client restart PORT PID PROGRAM ARGUMENT…
            """
        )
        exit(64)
    }

    /// Returns when the rows of a server hold its whole log.
    private static func settle(_ port: UInt16) throws {
        let calls = try Socket(port: port)
        while true {
            try calls.send("GET /v1/projections/status HTTP/1.1\r\nHost: bench\r\n\r\n")
            let status = try calls.response()
            let ends = ["\"head\":", "\"position\":"].map { BenchSite.number($0, in: status) }
            if let head = ends[0], head == ends[1] { return }
            usleep(50_000)
        }
    }

    /// Submits jobs one after another, and waits for the end of each before the next.
    private static func submit(to port: UInt16, _ count: Int) throws {
        let site = try BenchSite(port: port)
        let times = try (0..<count).map { _ in
            let start = Figures.milliseconds()
            let job = try site.submit(JobShape.all[0])
            let time = Figures.milliseconds() - start
            try site.end(of: job)
            return time
        }.sorted()
        let text = [50, 99, 100].map { Figures.text(Figures.percentile($0, of: times)) }
        print("\(count) submits: p50 \(text[0]) ms, p99 \(text[1]) ms, worst \(text[2]) ms")
    }
}
