public import Domain

extension JobDiff {
    /// The form in which clients get it.
    public var json: JSONObject {
        [
            "equal": .bool(isEmpty),
            "differences": .array(
                differences.enumerated().map { place, difference in
                    var members = difference.members
                    members["place"] = .integer(Int64(place) + 1)
                    members["cause"] = .bool(difference.aspect.isCause)
                    members["follows_from"] = .array(
                        difference.causes.map { .integer(Int64($0) + 1) })
                    return .object(members)
                }),
            "inherited": .array(inherited.map { .object($0.members) }),
            "timings": .array(timings.map { .object($0.members) }),
        ]
    }
}

extension JobDifference {
    fileprivate var members: JSONObject {
        [
            "aspect": .string(aspect.rawValue),
            "component": component.map { .string($0.text) } ?? .null,
            "parties": .array(parties.map { .string($0.description) }),
            "path": .string(path), "left": left, "right": right,
        ]
    }
}
