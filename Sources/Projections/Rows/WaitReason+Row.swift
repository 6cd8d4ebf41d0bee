import Domain

extension WaitReason {
    /// Whether this is the reason that a row shows, whatever its numbers were.
    func isSame(as shown: JSONValue) -> Bool {
        shown.object?["code"]?.string == code.rawValue
            && shown.object?["party"]?.string == party?.description
    }

    /// The reason as rows and answers show it.
    ///
    /// `engine` is there only where the party's engine said how it stands.
    func json(since: JSONValue) -> JSONValue {
        var json: JSONObject = [
            "code": .string(code.rawValue),
            "party": party.map { .string($0.description) } ?? .null,
            "wanted_cores": .integer(Int64(wanted.cores)),
            "free_cores": .integer(Int64(free.cores)),
            "wanted_memory": .integer(Int64(wanted.memory)),
            "free_memory": .integer(Int64(free.memory)),
            "jobs": .array(jobs.map { .string($0.text) }), "text": .string(text),
            "since": since,
        ]
        if let engine { json["engine"] = engine.json }
        return .object(json)
    }
}

extension EngineStanding {
    fileprivate var json: JSONValue {
        [
            "cores": .integer(Int64(total.cores)), "memory": .integer(Int64(total.memory)),
            "held_by": .array(holders.map(\.json)),
        ]
    }

    /// Reads what a row shows.
    init(_ shown: JSONObject) {
        self.init(
            total: ResourceAmount(
                cores: shown["cores"]?.integer ?? 0, memory: shown["memory"]?.integer ?? 0),
            holders: (shown["held_by"]?.array ?? []).compactMap(JobFinding.Holder.init))
    }
}

extension JobFinding.Holder {
    /// The holder as rows and answers show it.
    var json: JSONValue {
        [
            "job_id": .string(job.text), "cores": .integer(Int64(amount.cores)),
            "memory": .integer(Int64(amount.memory)),
        ]
    }

    fileprivate init?(_ shown: JSONValue) {
        guard let members = shown.object,
            let job = members["job_id"]?.string.flatMap({ JobID($0) })
        else { return nil }
        self.init(
            job: job,
            amount: ResourceAmount(
                cores: members["cores"]?.integer ?? 0, memory: members["memory"]?.integer ?? 0))
    }
}
