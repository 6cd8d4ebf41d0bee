import EventStore

/// The events of a real log, as often as wanted and never twice the same.
struct Workload {
    private let events: [RecordedEvent]
    /// Runs of 21 digits, which are job ids, in the streams of the log.
    private let jobs: [[UInt8]]

    init(fixture: String) throws {
        var all: [RecordedEvent] = []
        try SegmentFile(path: fixture).events {
            all += $0
            return true
        }
        events = all
        jobs = Array(Set(all.map { Array($0.envelope.correlationID.utf8) })).filter {
            $0.count >= 20 && $0.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    /// Appends until the log has `count` events.
    func fill(_ log: LMDBEventLog, count: Int) async throws {
        var random = SystemRandomNumberGenerator()
        var round: Int64 = 0
        while log.head.number < count {
            var ids: [String: String] = [:]
            let names = jobs.map { _ in Self.digits(&random) }
            for event in events.prefix(count - Int(log.head.number)) {
                let (stream, new) = copy(event, round, names, &ids, &random)
                _ = try await log.append(to: stream, expected: .any, [new])
            }
            round += 1
        }
    }

    private func copy(
        _ event: RecordedEvent, _ round: Int64, _ names: [[UInt8]], _ ids: inout [String: String],
        _ random: inout SystemRandomNumberGenerator
    ) -> (StreamName, NewEvent) {
        let envelope = event.envelope
        let time = envelope.recordedAt + round * 60_000 + Int64.random(in: 0...3)
        let id = EventID.make(milliseconds: time, random: &random)
        ids[envelope.id.description] = id.description
        let new = NewEvent(
            id: id, type: envelope.type, schema: envelope.schema, recordedAt: time,
            actor: text(envelope.actor, names), correlationID: text(envelope.correlationID, names),
            causationID: ids[envelope.causationID] ?? text(envelope.causationID, names),
            visibility: envelope.visibility, salt: .make(using: &random),
            payload: replaced(event.payload, names))
        guard let stream = StreamName(text(envelope.stream.text, names)) else {
            preconditionFailure("A job id becomes another of the same length")
        }
        return (stream, new)
    }

    private func text(_ text: String, _ names: [[UInt8]]) -> String {
        String(decoding: replaced(Array(text.utf8), names), as: UTF8.self)
    }

    private func replaced(_ bytes: [UInt8], _ names: [[UInt8]]) -> [UInt8] {
        var bytes = bytes
        for (job, name) in zip(jobs, names) {
            let new = name.prefix(job.count)
            for range in bytes.ranges(of: job) { bytes.replaceSubrange(range, with: new) }
        }
        return bytes
    }

    private static func digits(_ random: inout SystemRandomNumberGenerator) -> [UInt8] {
        Array("2026".utf8) + (0..<20).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }
    }
}
