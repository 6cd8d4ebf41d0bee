/// Many jobs of one task each that all wait, and how fast the site gets through them once it may.
struct Backlog {
    let site: BenchSite
    let worker: String
    let hand: HandWork
    /// How many jobs wait.
    let count: Int

    /// How many workers run at a time by hand; the faster way counts.
    private static let atOnce = [2, 4]
    private static let one = JobShape(title: "1 task", taskCount: 1, atOnce: 1, isChain: true)

    /// - Parameter cores: How many the engine has.
    func run(cores: Int) throws {
        let drained = try drain(cores: cores)
        let byHand = try Self.atOnce.map { try spawn(atOnce: $0) }
        let floor = byHand.min() ?? 0
        let rates = [drained, floor].map { Double(count) / $0 * 1e3 }
        print(
            """
            \(count) waiting jobs of one task: \(Figures.text(rates[0])) a second
            the same workers by hand:     \(Figures.text(rates[1])) a second
            of the rate by hand:          \(Figures.text(rates[0] / rates[1]))
            """)
    }

    /// The time from the end of a job that held all cores to the end of the last that waited for
    /// it, in milliseconds.
    private func drain(cores: Int) throws -> Double {
        let holder = try site.submit(
            JobShape(
                title: "all cores", taskCount: cores, atOnce: 1, isChain: false,
                milliseconds: 3_600_000))
        var waiting = Set<String>()
        for _ in 0..<count { waiting.insert(try site.submit(Self.one)) }
        try site.stop(holder)
        var start = 0.0
        while !waiting.isEmpty {
            let (job, text) = try site.nextEnd()
            if job == holder {
                start = Figures.milliseconds()
            } else if waiting.remove(job) != nil, !text.contains("success") {
                throw BenchError("A job of the backlog did not succeed: \(text)")
            }
        }
        guard start > 0 else { throw BenchError("The job that held the cores did not end first") }
        return Figures.milliseconds() - start
    }

    private func spawn(atOnce: Int) throws -> Double {
        let calls = try hand.arguments(count: count)
        let start = Figures.milliseconds()
        try Spawning.run(
            worker, calls,
            JobShape(title: "by hand", taskCount: count, atOnce: atOnce, isChain: false))
        return Figures.milliseconds() - start
    }
}
