import EventStore

/// Logs and segments for tests, the same for the same seed.
enum SegmentSample {
    static let site = "bank a"

    static func key(_ site: String = site) throws -> SiteKey {
        try SiteKey(site: site, secret: Array(repeating: 7, count: 32))
    }

    /// A log with `count` events of jobs, mixed as jobs that run side by side mix them.
    static func log(_ count: Int, site: String = site, seed: UInt64 = 1) async throws
        -> MemoryEventLog
    {
        let log = MemoryEventLog(site: site)
        var random = SeededRandom(seed: seed)
        var last = ""
        for number in 0..<count {
            let event = event(number, cause: last, &random)
            last = event.id.description
            let job = random.next() % 5
            let kind = ["job-\(job)", "party-\(job)/guest/9999", "engine-standalone"][number % 3]
            _ = try await log.append(to: Sample.stream(kind), expected: .any, [event])
        }
        return log
    }

    /// Events as different from each other as the log takes them.
    static func event(
        _ number: Int, cause: String, _ random: inout SeededRandom
    ) -> NewEvent {
        let time = 1_700_000_000_000 + Int64(number) * 7 - Int64(random.next() % 50)
        let isOdd = number % 7 == 3
        return NewEvent(
            id: .make(milliseconds: isOdd ? 12 : time, random: &random),
            type: ["task.started", "metric.logged", "größe"][Int(random.next() % 3)],
            schema: UInt16(random.next() % 3), recordedAt: isOdd ? -5 : time,
            actor: isOdd ? "" : "account:alice", correlationID: String(random.next() % 5),
            causationID: number % 3 == 0
                ? cause
                : EventID.make(milliseconds: 1, random: &random)
                    .description.uppercasedSometimes(number),
            visibility: Visibility.allCases[Int(random.next() % 3)], salt: .make(using: &random),
            payload: (0..<random.next() % 90).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }

    /// Exports to a file in a directory.
    static func export(
        _ request: SegmentRequest = SegmentRequest(), of log: MemoryEventLog,
        in directory: TemporaryDirectory, name: String = "segment",
        artifacts: (SegmentArtifacts) throws -> Void = { _ in }
    ) throws -> SegmentFile {
        let path = "\(directory.path)/\(name)"
        let export = try SegmentExport(
            request, from: log, key: try key(log.site), createdAt: 1_700_000_000_000)
        _ = try export.write(to: path, artifacts: artifacts)
        return try SegmentFile(path: path)
    }
}

extension String {
    /// Text that looks like a UUID and is not one: a segment must not mend it.
    fileprivate func uppercasedSometimes(_ number: Int) -> String {
        number % 5 == 0 ? uppercased() : self
    }
}

extension SegmentFile {
    /// All events of a segment that verifies.
    func verified(key: VerifierKey? = nil) throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        _ = try verify(key: key) { events += $0 }
        return events
    }
}
