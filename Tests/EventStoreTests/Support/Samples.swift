import EventStore

/// Events for tests: all different, and the same in every run.
enum Sample {
    static func event(_ number: Int, payload: [UInt8]? = nil) -> NewEvent {
        var random = SeededRandom(seed: UInt64(number))
        return NewEvent(
            id: .make(milliseconds: 1_700_000_000_000 + Int64(number), random: &random),
            type: "task.started", schema: 1, recordedAt: 1_700_000_000_000 + Int64(number),
            actor: "account:alice", correlationID: "request-\(number)", causationID: "",
            visibility: .parties, salt: .make(using: &random),
            payload: payload ?? Array("payload \(number)".utf8))
    }

    static func events(_ numbers: Range<Int>) -> [NewEvent] { numbers.map { event($0) } }

    static func stream(_ text: String) -> StreamName {
        guard let name = StreamName(text) else { preconditionFailure("\(text) is no stream name") }
        return name
    }
}

extension EventLog {
    /// Appends `count` events to a stream, whatever its version.
    @discardableResult
    func append(_ count: Int, to stream: String) async throws -> AppendReceipt {
        let start = Int(head.number)
        return try await append(
            to: Sample.stream(stream), expected: .any, Sample.events(start..<start + count))
    }
}
