import Domain

/// The smallest change that would take a reason to wait away.
struct WaitAdvice {
    private let policy: QueuePolicy
    /// What each engine has.
    private let sizes: [String: ResourceAmount]
    /// What each job holds, of all engines together.
    private let held: [String: ResourceAmount]
    /// The site's engine when it has one only: a recorded reason does not name its engine.
    private let engine: String?

    init(policy: QueuePolicy, engines: [JSONObject], holdings: [JSONObject]) {
        self.policy = policy
        sizes = engines.reduce(into: [:]) { sizes, row in
            sizes[row["f_engine_name"]?.string ?? ""] = ResourceAmount(row)
        }
        held = holdings.reduce(into: [:]) { held, row in
            held[row["f_job_id"]?.string ?? "", default: .zero] += ResourceAmount(row)
        }
        engine = sizes.count == 1 ? sizes.keys.first : nil
    }

    /// A recorded reason with what its holders have, and with advice.
    func explained(_ reason: JSONObject) -> JSONObject {
        let holders = (reason["jobs"]?.array ?? []).compactMap(\.string)
        let resource = Resource(reason)
        return [
            "code": reason["code"] ?? .null, "party": reason["party"] ?? .null,
            "unit": .string(resource.kind.unit), "wanted": .integer(Int64(resource.wanted)),
            "available": .integer(Int64(resource.free)),
            "held_by": .array(
                holders.map { job in
                    let amount = held[job] ?? .zero
                    return [
                        "job_id": .string(job), "cores": .integer(Int64(amount.cores)),
                        "memory": .integer(Int64(amount.memory)),
                    ]
                }),
            "since": reason["since"] ?? .null, "text": reason["text"] ?? .null,
            "change": .string(change(reason, resource, holders)),
        ]
    }

    private func change(_ reason: JSONObject, _ resource: Resource, _ holders: [String]) -> String {
        switch reason["code"]?.string.flatMap(WaitReason.Code.init) {
        case .cores, .memory: change(resource, holders)
        case .behind: changeOfOrder(holders)
        case .unreachable: "an answer of the party's site; it is asked again by itself"
        case .refused, nil: "what the party says that it lacks"
        }
    }

    private func change(_ resource: Resource, _ holders: [String]) -> String {
        Shortfall(
            of: resource.kind, wanted: resource.wanted, free: resource.free,
            total: engine.flatMap { sizes[$0] }?[keyPath: resource.kind.part],
            holders: holders.compactMap { job in
                JobID(job).map { JobFinding.Holder(job: $0, amount: held[job] ?? .zero) }
            }
        ).change
    }

    private func changeOfOrder(_ holders: [String]) -> String {
        if let older = holders.first { return "the start of job \(older), or a shorter timeout" }
        return switch policy {
        case .fifo: "the start of the jobs before it, or the queue policy backfill"
        case .priority: "a higher priority, or the start of the jobs before it"
        case .backfill: "the start of the jobs before it, a shorter timeout or a smaller job"
        }
    }
}

/// What a recorded reason speaks of: cores or memory.
private struct Resource {
    let kind: ResourceKind
    let wanted: Int
    let free: Int

    init(_ reason: JSONObject) {
        let isMemory = reason["code"]?.string == WaitReason.Code.memory.rawValue
        kind = isMemory ? .memory : .cores
        wanted = reason[isMemory ? "wanted_memory" : "wanted_cores"]?.integer ?? 0
        free = reason[isMemory ? "free_memory" : "free_cores"]?.integer ?? 0
    }
}

extension ResourceAmount {
    /// The amount in a row of an engine or of one that holds a part of it.
    fileprivate init(_ row: JSONObject) {
        self.init(cores: row["f_cores"]?.integer ?? 0, memory: row["f_memory"]?.integer ?? 0)
    }
}
