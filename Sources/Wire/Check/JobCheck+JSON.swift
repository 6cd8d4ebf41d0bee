public import Domain

extension JobCheck {
    /// The form in which clients get it.
    public var json: JSONValue {
        [
            "can_run": .bool(canRun), "can_start_now": .bool(canStartNow),
            "parties": .array(answers.map(\.json)),
            "findings": .array(findings.map(\.json)),
        ]
    }
}

extension JobCheck.Answer {
    fileprivate var json: JSONValue {
        [
            "party": .string(party.description), "checked": .bool(isComplete),
            "cores": need.map { .integer(Int64($0.cores)) } ?? .null,
            "memory": need.map { .integer(Int64($0.memory)) } ?? .null,
        ]
    }
}
