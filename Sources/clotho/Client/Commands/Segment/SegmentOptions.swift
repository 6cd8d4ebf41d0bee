import ArgumentParser
import Domain
import EventStore

/// What every command on a segment takes: no server is needed.
struct SegmentOptions: ParsableArguments {
    @Argument(help: "The segment, a file made by: clotho log export")
    var file: String

    @Flag(help: "Print JSON instead of text for people.")
    var json = false

    /// Lends the segment; what is wrong with it becomes a clear error.
    func open<Answer>(_ body: (SegmentFile) throws -> Answer) throws -> Answer {
        try Self.explain(file) { try body(try SegmentFile(path: file)) }
    }

    /// Lends the segment to a command that looks for what is wrong with it: that is its finding, and
    /// no trouble of the command.
    func examine(_ body: (SegmentFile) throws -> Void) throws {
        do {
            try body(try SegmentFile(path: file))
        } catch let error as SegmentError {
            Terminal.complain("Error: \(file): \(error)")
            throw error.code == .system || error.code == .unknownVersion
                ? FindingStatus.trouble : FindingStatus.found
        }
    }

    /// Prints an answer as JSON, or as lines for people.
    func show(_ data: JSONValue, _ lines: () -> [InkedLine]) {
        Terminal.show(data, asJSON: json, lines)
    }

    static func explain<Answer>(_ file: String, _ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch let error as SegmentError {
            throw ClientError(.badInput, "\(file): \(error)")
        }
    }
}

/// The key of a segment's site, as the user knows it.
struct SegmentKeyOption: ParsableArguments {
    @Option(
        name: .customLong("key"),
        help: """
            The key of the segment's site, name+hash+base64, as you have it from the site itself; \
            without it a segment is only shown to be whole, not whose it is.
            """)
    var text: String?

    /// The key; `nil` when none was given.
    func key() throws -> VerifierKey? {
        guard let text else { return nil }
        do {
            return try VerifierKey(text)
        } catch {
            throw ValidationError("--key: \(error)")
        }
    }
}

/// The keys of those who must have countersigned, as the user knows them.
struct CosignerOption: ParsableArguments {
    @Option(
        name: .customLong("cosignature-key"),
        help: """
            The key of a site that must have countersigned, name+hash+base64, as you have it from \
            that site (cosignature_key of its /v1/log/key); may be given several times.
            """)
    var texts: [String] = []

    func keys() throws -> [VerifierKey] {
        try texts.map { text in
            do {
                return try VerifierKey(text)
            } catch {
                throw ValidationError("--cosignature-key: \(error)")
            }
        }
    }
}

/// Which events of a segment are wanted.
struct SegmentFilter: ParsableArguments {
    @Option(help: "Only events of streams whose name begins so.")
    var stream: String?

    @Option(help: "Only events of this type, or of all types that begin so and a dot.")
    var type: String?

    @Option(help: "Only events that this actor asked for.")
    var actor: String?

    @Option(help: "Only events with this correlation id, such as a job.")
    var correlation: String?

    @Option(help: "Only events from this position on.")
    var from: UInt64?

    @Option(help: "Only events up to this position.")
    var to: UInt64?

    @Option(help: "How many events at most.")
    var limit: Int?

    /// The positions that are wanted; `nil` for all.
    var positions: ClosedRange<Position>? {
        guard from != nil || to != nil else { return nil }
        let first = from ?? 1
        return Position(first)...Position(max(first, to ?? .max))
    }

    func accepts(_ envelope: EventEnvelope) -> Bool {
        stream.map { envelope.stream.text.hasPrefix($0) } ?? true
            && type.map { envelope.type == $0 || envelope.type.hasPrefix($0 + ".") } ?? true
            && actor.map { envelope.actor == $0 } ?? true
            && correlation.map { envelope.correlationID == $0 } ?? true
    }
}
