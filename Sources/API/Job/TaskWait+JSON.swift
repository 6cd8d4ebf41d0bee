import Domain

extension TaskWait {
    /// The reason in the shape of a job's own reasons.
    var json: JSONValue {
        var members: JSONObject = [
            "code": .string(code.rawValue), "party": party.map { .string($0.description) } ?? .null,
            "unit": amount.map { .string($0.unit.rawValue) } ?? .null,
            "wanted": amount.map { .integer(Int64($0.wanted)) } ?? .null,
            "available": amount.map { .integer(Int64($0.available)) } ?? .null,
            "held_by": .array(heldBy.map(\.json)), "since": since?.json ?? .null,
            "text": .string(text), "change": .string(change),
        ]
        if let total = amount?.total { members["total"] = .integer(Int64(total)) }
        if let retry {
            members["due_time"] = retry.dueAt.json
            members["retries_left"] = .integer(Int64(retry.retriesLeft))
        }
        return .object(members)
    }
}

extension TaskWait.Holder {
    fileprivate var json: JSONValue {
        [
            "component": .string(component.text), "status": .string(status.rawValue),
            "since": since?.json ?? .null,
        ]
    }
}

extension Timestamp {
    /// Unix milliseconds.
    fileprivate var json: JSONValue { .integer(millisecondsSinceEpoch) }
}
