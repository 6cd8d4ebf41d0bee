import Domain

/// The smallest change that would take a reason to wait away.
struct WaitAdvice {
    private let policy: QueuePolicy
    /// All cores, by engine.
    private let sizes: [String: Int]
    /// The cores that each job holds, by engine.
    private let held: [String: [String: Int]]
    /// The site's engine when it has one only: a recorded reason does not name its engine.
    private let engine: String?

    init(policy: QueuePolicy, engines: [JSONObject], holdings: [JSONObject]) {
        self.policy = policy
        sizes = engines.reduce(into: [:]) { sizes, row in
            sizes[row["f_engine_name"]?.string ?? ""] = row["f_cores"]?.integer
        }
        held = holdings.reduce(into: [:]) { held, row in
            let engine = row["f_engine_name"]?.string ?? ""
            let job = row["f_job_id"]?.string ?? ""
            held[engine, default: [:]][job, default: 0] += row["f_cores"]?.integer ?? 0
        }
        engine = sizes.count == 1 ? sizes.keys.first : nil
    }

    /// A recorded reason with the cores that its holders have, and with advice.
    func explained(_ reason: JSONObject) -> JSONObject {
        let holders = (reason["jobs"]?.array ?? []).compactMap(\.string)
        return [
            "code": reason["code"] ?? .null, "party": reason["party"] ?? .null,
            "wanted": reason["wanted_cores"] ?? 0, "available": reason["free_cores"] ?? 0,
            "held_by": .array(
                holders.map { job in
                    ["job_id": .string(job), "cores": .integer(Int64(cores(of: job)))]
                }),
            "since": reason["since"] ?? .null, "text": reason["text"] ?? .null,
            "change": .string(change(reason, holders)),
        ]
    }

    private func change(_ reason: JSONObject, _ holders: [String]) -> String {
        switch reason["code"]?.string.flatMap(WaitReason.Code.init) {
        case .cores: changeOfCores(reason, holders)
        case .behind: changeOfOrder(holders)
        case .unreachable: "an answer of the party's site; it is asked again by itself"
        case .refused, nil: "what the party says that it lacks"
        }
    }

    private func changeOfCores(_ reason: JSONObject, _ holders: [String]) -> String {
        let wanted = reason["wanted_cores"]?.integer ?? 0
        let free = reason["free_cores"]?.integer ?? 0
        let fewer = "ask for \(free) cores or fewer (task_cores times task_parallelism)"
        if let size = engine.flatMap({ sizes[$0] }), wanted > size {
            return "it can never start: the engine has \(size) cores; \(fewer)"
        }
        // The job with the fewest cores that would do, or else all of them.
        let missing = wanted - free
        let enough = holders.filter { cores(of: $0) >= missing }
            .min { (cores(of: $0), $0) < (cores(of: $1), $1) }
        let end = enough ?? holders.joined(separator: ", ")
        let wait = end.isEmpty ? "\(missing) more cores" : "the end of job \(end)"
        return free > 0 ? "\(wait), or \(fewer)" : wait
    }

    private func changeOfOrder(_ holders: [String]) -> String {
        if let older = holders.first { return "the start of job \(older), or a shorter timeout" }
        return switch policy {
        case .fifo: "the start of the jobs before it, or the queue policy backfill"
        case .priority: "a higher priority, or the start of the jobs before it"
        case .backfill: "the start of the jobs before it"
        }
    }

    private func cores(of job: String) -> Int {
        held.values.reduce(0) { $0 + ($1[job] ?? 0) }
    }
}
