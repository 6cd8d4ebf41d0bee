import EventStore

/// `check DIRECTORY`: reads everything in the log and checks that it agrees with itself.
///
/// `verify DIRECTORY`: prints what the verifier finds in the file; finding something is no failure.
enum Checking {
    static func run(_ arguments: [String]) async throws {
        let path = try arguments.text(0)
        let log = try LMDBEventLog(path: path, site: "child")
        try check(log)
        Child.say("\(log.head)")
        await log.close()
        try verify(path)
    }

    static func verify(_ arguments: [String]) throws {
        let report = try LogVerifier(directory: try arguments.text(0)).verify()
        for finding in report.findings { Child.say("\(finding)") }
    }

    /// Throws unless the verifier finds the tree, the tables and every page of the file sound.
    static func verify(_ path: String) throws {
        let report = try LogVerifier(directory: path).verify()
        guard report.isSound else { throw Wrong("\(report.findings)") }
    }

    /// Throws unless positions, stream versions, hashes, commitments and indexes all fit together.
    static func check(_ log: some EventLogReader) throws {
        var versions: [StreamName: UInt64] = [:]
        var last = Position.origin
        while last < log.head {
            for event in try log.events(after: last, limit: 1_000) {
                let envelope = event.envelope
                versions[envelope.stream, default: 0] += 1
                guard event.position == last.advanced(by: 1), event.matchesCommitment,
                    envelope.originPosition == event.position,
                    envelope.streamVersion.number == versions[envelope.stream],
                    try log.leafHash(at: event.position) == envelope.leafHash
                else { throw Wrong("the event at \(event.position) does not fit") }
                last = event.position
            }
        }
        let streams = try log.streams(withPrefix: "", after: nil, limit: .max)
        guard streams.count == versions.count else { throw Wrong("streams without events") }
        for (stream, version) in streams {
            let events = try log.events(of: stream, after: .none, limit: .max)
            guard version.number == versions[stream], events.count == Int(version.number),
                events.allSatisfy({ $0.envelope.stream == stream })
            else { throw Wrong("the index of \(stream)") }
        }
    }
}
