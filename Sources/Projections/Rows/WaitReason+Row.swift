import Domain

extension WaitReason {
    /// Whether this is the reason that a row shows, whatever its numbers were.
    func isSame(as shown: JSONValue) -> Bool {
        shown.object?["code"]?.string == code.rawValue
            && shown.object?["party"]?.string == party?.description
    }

    /// The reason as rows and answers show it.
    func json(since: JSONValue) -> JSONValue {
        [
            "code": .string(code.rawValue),
            "party": party.map { .string($0.description) } ?? .null,
            "wanted_cores": .integer(Int64(wanted.cores)),
            "free_cores": .integer(Int64(free.cores)),
            "wanted_memory": .integer(Int64(wanted.memory)),
            "free_memory": .integer(Int64(free.memory)),
            "jobs": .array(jobs.map { .string($0.text) }), "text": .string(text),
            "since": since,
        ]
    }
}
