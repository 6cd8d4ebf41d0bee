public import Domain

extension CheckpointOffer {
    /// The member of a message between parties that carries the offer.
    public static let member = "checkpoint"

    /// The JSON form.
    public var json: JSONValue {
        [
            "note": .string(note), "key": .string(key), "from": .string(String(from)),
            "hashes": .array(hashes.map { .string($0) }),
        ]
    }

    /// Reads the JSON form.
    public init(_ json: JSONValue) throws(FieldError) {
        let fields = try FieldReader(json, at: Self.member)
        self.init(
            note: try fields.text("note"), key: try fields.text("key"),
            from: try fields.size("from"), hashes: try fields.texts("hashes"))
    }
}

extension CheckpointAnswer {
    private enum Kind: String {
        case countersigned, outdated, prove, forked
    }

    /// The JSON form.
    public var json: JSONValue {
        switch self {
        case .countersigned(let note, let key):
            [
                "answer": .string(Kind.countersigned.rawValue), "note": .string(note),
                "key": .string(key),
            ]
        case .outdated: ["answer": .string(Kind.outdated.rawValue)]
        case .prove(let from):
            ["answer": .string(Kind.prove.rawValue), "from": .string(String(from))]
        case .forked(let fork):
            [
                "answer": .string(Kind.forked.rawValue), "sign": .string(fork.sign.rawValue),
                "known": fork.known.json, "known_note": .string(fork.knownNote),
                "given": fork.given.json, "given_note": .string(fork.givenNote),
            ]
        }
    }

    /// Reads the JSON form.
    public init(_ json: JSONValue) throws(FieldError) {
        let fields = try FieldReader(json, at: CheckpointOffer.member)
        switch try fields.value("answer", "a known answer", Kind.init(rawValue:)) {
        case .countersigned:
            self = .countersigned(note: try fields.text("note"), key: try fields.text("key"))
        case .outdated: self = .outdated
        case .prove: self = .prove(from: try fields.size("from"))
        case .forked:
            self = .forked(
                PeerFork(
                    sign: try fields.value("sign", "a known sign", PeerFork.Sign.init(rawValue:)),
                    known: try LogRoot(try fields.nested("known")),
                    knownNote: try fields.text("known_note"),
                    given: try LogRoot(try fields.nested("given")),
                    givenNote: try fields.text("given_note")))
        }
    }
}

extension LogRoot {
    fileprivate var json: JSONValue { ["size": .string(String(size)), "root": .string(root)] }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        self.init(size: try fields.size("size"), root: try fields.text("root"))
    }
}

extension FieldReader {
    /// A size of a log: a whole number as text, as it may be larger than JSON readers take.
    fileprivate func size(_ name: String) throws(FieldError) -> UInt64 {
        try value(name, "a size in decimal digits") { UInt64($0) }
    }
}
