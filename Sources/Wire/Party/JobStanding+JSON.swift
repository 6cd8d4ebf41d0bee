public import Domain

extension JobStanding {
    /// The form in which the coordinator's site tells it.
    public var json: JSONValue {
        switch self {
        case .unknown: ["standing": "unknown"]
        case .known(let status, let round, let reason):
            [
                "standing": "known", "status": .string(status.rawValue),
                "round": .integer(Int64(round)), "reason": .string(reason),
            ]
        }
    }

    /// Reads what the coordinator's site answered.
    /// - Throws: `FieldError` for an answer of another shape.
    public init(_ json: JSONValue) throws(FieldError) {
        let fields = try FieldReader(json)
        // Said in so many words: an answer to another question gives nobody's cores away.
        let isKnown = try fields.value("standing", "known or unknown") { text in
            ["known": true, "unknown": false][text]
        }
        self =
            isKnown
            ? .known(
                try fields.value("status", "a status of a job", JobStatus.init(rawValue:)),
                round: try fields.integer("round"), reason: try fields.text("reason"))
            : .unknown
    }
}
