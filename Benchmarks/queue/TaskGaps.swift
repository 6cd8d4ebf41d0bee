/// From the end of a task to the start of the next one, by the clocks of the workers: what they wrote
/// into the log of their party (docs/workers.md), in whole milliseconds.
struct TaskGaps {
    let site: BenchSite
    /// The server's data directory.
    let data: String

    /// Chains of empty tasks, one job after another.
    func alone(jobs: Int, tasks: Int) throws {
        let shape = JobShape(title: "", taskCount: tasks, atOnce: 1, isChain: true)
        let gaps = try (0..<jobs).flatMap { _ in
            let job = try site.submit(shape)
            try site.end(of: job)
            return try WorkerTimes(of: job, in: data).gaps.map(\.milliseconds)
        }
        report("one job at a time", gaps)
    }

    /// Chains of tasks that sleep, all at once. What counts are the gaps while every job runs.
    /// - Parameter milliseconds: how long the tasks of the first and of the last job take; those in
    ///   between lie evenly. Where both are the same, all jobs go on in step.
    func together(jobs: Int, tasks: Int, milliseconds: ClosedRange<Int>) throws {
        let submitted = try (0..<jobs).map { job in
            let sleep = milliseconds.lowerBound + (milliseconds.count - 1) * job / jobs
            return try site.submit(
                JobShape(
                    title: "", taskCount: tasks, atOnce: 1, isChain: true, milliseconds: sleep))
        }
        var running = Set(submitted)
        while !running.isEmpty {
            let (job, text) = try site.nextEnd()
            if running.remove(job) != nil, !text.contains("success") {
                throw BenchError("A job did not succeed: \(text)")
            }
        }
        let times = try submitted.map { try WorkerTimes(of: $0, in: data) }
        let (first, last) = (times.map(\.begin).max() ?? 0, times.map(\.end).min() ?? 0)
        let counted = times.flatMap(\.gaps).filter { $0.start >= first && $0.start <= last }
        let sleep = "\(milliseconds.lowerBound) to \(milliseconds.upperBound) ms"
        report("\(jobs) jobs at once, tasks of \(sleep)", counted.map(\.milliseconds))
    }

    private func report(_ title: String, _ gaps: [Int]) {
        let sorted = gaps.sorted()
        guard let worst = sorted.last else { return print("\(title): nothing was measured") }
        print(
            "\(title): \(sorted.count) gaps, p50 \(Figures.percentile(50, of: sorted)) ms, "
                + "p99 \(Figures.percentile(99, of: sorted)) ms, worst \(worst) ms")
    }
}
