import Domain

/// What is known of those who hold what a job waits for, and the smallest change that would take a
/// reason to wait away.
struct WaitAdvice {
    private let policy: QueuePolicy
    /// The parties of the job that live at this site, whose engines its rows know.
    private let localParties: Set<String>
    /// How the site's engine stands, over all of its engines for what jobs hold; without the size where
    /// it has several: a plan does not name its engine.
    private let total: ResourceAmount?
    private let held: [JobID: ResourceAmount]
    /// The job that the queue waits for first, where it is not this one, and how many more there are
    /// before this one.
    private let blocking: (job: JobID, others: Int)?

    init(
        queue: QueueOrder, job: JobID, parties: [Party], engines: [JSONObject],
        holdings: [JSONObject]
    ) {
        policy = queue.policy
        localParties = Set(parties.map(\.description))
        total = engines.count == 1 ? ResourceAmount(engines[0]) : nil
        held = holdings.reduce(into: [:]) { held, row in
            guard let holder = row["f_job_id"]?.string.flatMap({ JobID($0) }) else { return }
            held[holder, default: .zero] += ResourceAmount(row)
        }
        blocking = queue.blocking(job)
    }

    /// A recorded reason with what its holders have, and with advice.
    ///
    /// Nothing is said that is not known: a holder has no amounts where the party's site does not tell
    /// them, and the engine no `total`.
    func explained(_ reason: JSONObject) -> JSONObject {
        let code = reason["code"]?.string.flatMap(WaitReason.Code.init) ?? .refused
        var explained: JSONObject = [
            "code": reason["code"] ?? .null, "party": reason["party"] ?? .null, "unit": .null,
            "wanted": .null, "available": .null,
        ]
        let (holders, change): ([JSONValue], String) =
            switch code {
            case .cores: shortage(reason, .cores, &explained)
            case .memory: shortage(reason, .memory, &explained)
            case .behind: order(reason)
            case .unreachable: ([], "an answer of the party's site; it is asked again by itself")
            case .refused: ([], "what the party says that it lacks")
            }
        explained["held_by"] = .array(holders)
        explained["since"] = reason["since"] ?? .null
        explained["text"] = reason["text"] ?? .null
        explained["change"] = .string(change)
        return explained
    }

    private func shortage(
        _ reason: JSONObject, _ kind: ResourceKind, _ explained: inout JSONObject
    ) -> ([JSONValue], String) {
        let wanted = reason["wanted_\(kind.rawValue)"]?.integer ?? 0
        let free = reason["free_\(kind.rawValue)"]?.integer ?? 0
        explained["unit"] = .string(kind.unit)
        explained["wanted"] = .integer(Int64(wanted))
        explained["available"] = .integer(Int64(free))
        let standing = standing(reason)
        if let total = standing.total {
            explained["total"] = .integer(Int64(total[keyPath: kind.part]))
        }
        let change = Shortfall(
            of: kind, wanted: wanted, free: free, total: standing.total?[keyPath: kind.part],
            holders: standing.holders ?? []
        ).change
        return (standing.holders?.map(\.json) ?? Self.jobs(reason).map(Self.named), change)
    }

    /// What the engine of a reason has, and who holds it: what the party's site said, or else what the
    /// rows of this one say, of its own parties only.
    private func standing(
        _ reason: JSONObject
    ) -> (total: ResourceAmount?, holders: [JobFinding.Holder]?) {
        if let said = reason["engine"]?.object.map({ EngineStanding($0) }) {
            return (said.total, said.holders)
        }
        guard localParties.contains(reason["party"]?.string ?? "") else { return (nil, nil) }
        let holders = Self.jobs(reason).map { job in
            JobFinding.Holder(job: job, amount: held[job] ?? .zero)
        }
        return (total, holders)
    }

    /// Who comes first: the job that is named, as backfilling did in earlier logs, or the one that the
    /// queue stands at.
    private func order(_ reason: JSONObject) -> ([JSONValue], String) {
        if let older = Self.jobs(reason).first {
            return ([Self.named(older)], "the start of job \(older), or a shorter timeout")
        }
        let before =
            blocking.map { job, others in
                "the start of job \(job)" + (others > 0 ? " and of \(others) more before it" : "")
            } ?? "the start of the jobs before it"
        let change =
            switch policy {
            case .fifo: "\(before), or the queue policy backfill"
            case .priority: "a higher priority, or \(before)"
            case .backfill: "\(before), a shorter timeout or a smaller job"
            }
        return (blocking.map { [Self.named($0.job)] } ?? [], change)
    }

    private static func jobs(_ reason: JSONObject) -> [JobID] {
        (reason["jobs"]?.array ?? []).compactMap { $0.string.flatMap { JobID($0) } }
    }

    /// A job of which no more is known, or that holds nothing yet.
    private static func named(_ job: JobID) -> JSONValue { ["job_id": .string(job.text)] }
}

extension ResourceAmount {
    /// The amount in a row of an engine or of one that holds a part of it.
    fileprivate init(_ row: JSONObject) {
        self.init(cores: row["f_cores"]?.integer ?? 0, memory: row["f_memory"]?.integer ?? 0)
    }
}
